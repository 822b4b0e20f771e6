-- name: alias
SELECT name AS order FROM teams;

-- name: alias_from
SELECT name AS from FROM teams;

-- name: alias_left_out
SELECT name AS, id FROM teams;

-- name: alias_without_as
SELECT name order FROM teams;

-- name: column_name
SELECT name, order FROM teams;

-- name: first_column
SELECT order FROM teams;

-- name: of_a_table
SELECT t.order FROM teams t;

-- name: from_of_a_table
SELECT m.from FROM "to" m;

-- name: from_in_the_middle
SELECT id, from FROM "to";

-- name: ordered
SELECT id FROM teams ORDER BY order;

-- name: in_condition
SELECT id FROM teams WHERE id > 1 AND order = 2;

-- name: table_name
SELECT id FROM to WHERE id = 1;

-- name: inserted
INSERT INTO teams (code, name, order) VALUES (:code, :name, :order);

-- name: updated
UPDATE teams SET order = :order;

-- name: double_quotes
SELECT id FROM teams WHERE name = "Bears";
