-- name: next_ids
-- bigint: seq
SELECT name, seq FROM sqlite_sequence;

-- name: numbered_teams
SELECT teams.id, sqlite_sequence.seq AS last_id FROM teams LEFT JOIN sqlite_sequence ON sqlite_sequence.name = 'teams';

-- name: start_again
UPDATE sqlite_sequence SET seq = :seq WHERE name = :name;
