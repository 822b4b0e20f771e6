-- name: moment_of_day
-- timestamp: day
SELECT day FROM events;

-- name: day_of_moment
-- date: starts_at
SELECT starts_at FROM events;

-- name: events_since
-- timestamp: :since
-- date: :moment
SELECT id FROM events WHERE day >= :since AND starts_at < :moment;

-- name: two_types
-- timestamp: title
-- date: title
SELECT title FROM events;

-- name: last_day
-- timestamp: day
SELECT max(day) AS day FROM events;
