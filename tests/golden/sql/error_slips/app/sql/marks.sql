-- name: mark_without_quotes
SELECT count(*) AS total! FROM teams;

-- name: mark_of_column
SELECT name!, id FROM teams;

-- name: mark_of_last_column
SELECT name! FROM teams;

-- name: mark_of_call
SELECT count(*)! FROM teams;

-- name: mark_of_first_call
SELECT count(*)!, 1 AS one FROM teams;

-- name: question_mark
SELECT count(*) AS total? FROM teams;
