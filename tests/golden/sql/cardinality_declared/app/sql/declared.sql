-- name: the_captain
-- one
-- Throws unless there is exactly one.
SELECT name FROM teams WHERE motto = :motto;

-- name: maybe_captain
-- optional
SELECT name FROM teams WHERE motto = :motto;

-- name: surely_there
-- one
SELECT name FROM teams WHERE id = :id;

-- name: as_list
-- many
SELECT count(*) AS n FROM teams;

-- name: renamed
-- one
UPDATE teams SET name = :name WHERE motto = :motto RETURNING id;

-- name: forgotten
-- exec
DELETE FROM teams WHERE id = :id;
