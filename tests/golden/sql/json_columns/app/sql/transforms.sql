-- name: tagged
-- json: :tags Tags from ../../../prefs.ts
-- json: tags Tags from ../../../prefs.ts
INSERT INTO events (day, title) VALUES ('2024-02-29', :tags) RETURNING title AS tags;

-- name: see
-- json: :seen Seen from ../../../prefs.ts
UPDATE events SET prefs = :seen;

-- name: last_seen
-- json: seen Seen from ../../../prefs.ts
SELECT prefs AS seen FROM events;

-- name: with_any_tags
-- json: :tags Tags from ../../../prefs.ts
SELECT id FROM events WHERE title IN :tags;

-- name: see_without_json
-- json: :seen Unstorable from ../../../prefs.ts
UPDATE events SET prefs = :seen;
