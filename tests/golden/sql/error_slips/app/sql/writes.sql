-- name: duplicate_key
INSERT INTO teams (code, name) VALUES (:code, :name) ON DUPLICATE KEY UPDATE name = :name;

-- name: values_of_upsert
INSERT INTO teams (code, name) VALUES (:code, :name) ON CONFLICT (code) DO UPDATE SET name = VALUES(name);

-- name: update_without_do
INSERT INTO teams (code, name) VALUES (:code, :name) ON CONFLICT (code) UPDATE SET name = :name;

-- name: update_without_set
INSERT INTO teams (code, name) VALUES (:code, :name) ON CONFLICT (code) DO UPDATE name = :name;

-- name: nothing_without_do
INSERT INTO teams (code, name) VALUES (:code, :name) ON CONFLICT NOTHING;

-- name: on_constraint
INSERT INTO teams (code, name) VALUES (:code, :name) ON CONFLICT ON CONSTRAINT codes DO NOTHING;

-- name: insert_ignore
INSERT IGNORE INTO teams (code, name) VALUES (:code, :name);

-- name: insert_without_into
INSERT teams (code, name) VALUES (:code, :name);

-- name: insert_set
INSERT INTO teams SET name = :name;

-- name: value
INSERT INTO teams (code, name) VALUE (:code, :name);

-- name: values_without_parentheses
INSERT INTO teams (code, name) VALUES :code, :name;

-- name: comma_behind_values
INSERT INTO teams (code, name) VALUES (:code, :name,);

-- name: default_value
INSERT INTO teams (code, name) VALUES ('a', 'b'), (:code, DEFAULT);

-- name: returning_first
INSERT INTO teams (code, name) RETURNING id VALUES (:code, :name);

-- name: update_default
UPDATE teams SET name = DEFAULT;

-- name: update_alias
UPDATE teams t SET name = :name;

-- name: update_no_set
UPDATE teams name = :name;

-- name: update_qualified
UPDATE teams SET teams.name = :name;

-- name: update_parentheses
UPDATE teams SET (name = :name);

-- name: update_comma
UPDATE teams SET name = :name, WHERE id = :id;

-- name: update_join
UPDATE teams t JOIN games g ON g.home_id = t.id SET name = :name;

-- name: update_inner_join
UPDATE teams INNER JOIN games g ON g.home_id = teams.id SET name = :name;

-- name: update_two
UPDATE teams, games SET name = :name;

-- name: update_limit
UPDATE teams SET name = :name WHERE id > 1 LIMIT 1;

-- name: delete_without_from
DELETE teams WHERE id = :id;

-- name: delete_star
DELETE * FROM teams WHERE id = :id;

-- name: delete_using
DELETE FROM teams USING games WHERE games.home_id = teams.id;

-- name: delete_alias
DELETE FROM teams t WHERE t.id = :id;

-- name: delete_join
DELETE FROM teams INNER JOIN games ON games.home_id = teams.id;

-- name: delete_limit
DELETE FROM teams WHERE id > 1 ORDER BY id LIMIT 1;

-- name: where_behind_returning
DELETE FROM teams RETURNING id WHERE id = :id;

-- name: order_of_returning
DELETE FROM teams RETURNING id ORDER BY id;
