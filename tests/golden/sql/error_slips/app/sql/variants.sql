-- name: not_equal_all
SELECT id FROM teams WHERE id != ALL(:ids);

-- name: date_call
SELECT CURRENT_DATE() AS x;

-- name: time_call
SELECT CURRENT_TIME() AS x;

-- name: from_and_more
SELECT from, id FROM "to";

-- name: from_first
SELECT m.id, m.from, m.id FROM "to" m;

-- name: from_compared
SELECT id FROM "to" m WHERE m.from = 'x';

-- name: comma_before_group
SELECT name FROM teams, GROUP BY name;

-- name: from_alone
SELECT from FROM "to";

-- name: from_in_row
SELECT id, from, id FROM "to";

-- name: comma_before_having
SELECT name FROM teams GROUP BY name, HAVING count(*) > 1;

-- name: comma_before_returning
UPDATE teams SET name = 'x', RETURNING id;

-- name: comma_before_join
SELECT t.id FROM teams t, JOIN games g ON g.home_id = t.id;

-- name: comma_before_union
SELECT id, name FROM teams, UNION SELECT 1, 'x';

-- name: comma_before_on
SELECT t.id FROM teams t JOIN games g, ON g.home_id = t.id;

-- name: comma_before_parameter
SELECT id FROM teams ORDER BY id, LIMIT :most;

-- name: limit_of_returning
DELETE FROM teams RETURNING id LIMIT 1;

-- name: group_behind_limit
SELECT name FROM teams LIMIT 1 GROUP BY name;

-- name: outer_join_behind_where
SELECT t.id FROM teams t WHERE t.id = 1 LEFT OUTER JOIN games g ON g.home_id = t.id;

-- name: offset_of_parameter
SELECT id FROM teams OFFSET :start;

-- name: offset_of_number
SELECT id FROM teams ORDER BY id OFFSET 5;

-- name: next_rows
SELECT id FROM teams FETCH NEXT 5 ROWS ONLY;

-- name: first_rows
SELECT id FROM teams ORDER BY id FETCH FIRST 5 ROWS ONLY;

-- name: update_lock
SELECT id FROM teams FOR UPDATE;

-- name: share_lock
SELECT id FROM teams WHERE id = 1 FOR SHARE;

-- name: ordered_nothing
SELECT id FROM ORDER BY id;

-- name: joined_nothing
SELECT id FROM teams JOIN ON id = 1;

-- name: cte_of_values
WITH a AS VALUES (1) SELECT 1 AS x;

-- name: returning_alone
INSERT INTO teams RETURNING id VALUES (1, 'a', 'b', 2);

-- name: update_joined
UPDATE teams JOIN games g ON g.home_id = teams.id SET name = :name;

-- name: update_alias_joined
UPDATE teams AS t JOIN games g ON g.home_id = t.id SET name = :name;

-- name: update_ordered
UPDATE teams SET name = :name ORDER BY id LIMIT 1;

-- name: delete_joined
DELETE FROM teams JOIN games ON games.home_id = teams.id;

-- name: delete_first
DELETE FROM teams LIMIT 1;

-- name: alias_group
SELECT name group FROM teams;
