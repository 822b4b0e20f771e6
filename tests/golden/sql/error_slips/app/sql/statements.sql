-- name: truncate
TRUNCATE TABLE teams;

-- name: merge
MERGE INTO teams USING games ON 1;

-- name: show
SHOW TABLES;

-- name: explained
EXPLAIN SELECT 1;

-- name: called
CALL work();

-- name: start
START TRANSACTION;

-- name: misspelt
SELCT id FROM teams;
