-- name: trailing_comma
SELECT id, name, FROM teams;

-- name: comma_before_where
SELECT id FROM teams, WHERE id = 1;

-- name: comma_before_order
SELECT id FROM teams GROUP BY id, ORDER BY id;

-- name: comma_before_limit
SELECT id FROM teams ORDER BY id, LIMIT 5;

-- name: comma_before_select
WITH a AS (SELECT 1 AS x), SELECT x FROM a;

-- name: comma_before_parenthesis
SELECT id FROM teams WHERE id IN (1, 2,);

-- name: two_commas
SELECT id,, name FROM teams;

-- name: closed_twice
SELECT id FROM teams WHERE (id = 1));

-- name: never_closed
SELECT id FROM teams WHERE (id = 1;

-- name: nothing_behind
SELECT id FROM teams WHERE id = 1 AND;

-- name: no_end
SELECT CASE WHEN id = 1 THEN 2 FROM teams;

-- name: no_end_of_else
SELECT CASE WHEN id = 1 THEN 2 ELSE 3 FROM teams;

-- name: where_behind_group
SELECT id FROM teams GROUP BY id WHERE id = 1;

-- name: where_behind_order
SELECT id FROM teams ORDER BY id WHERE id = 1;

-- name: where_behind_limit
SELECT id FROM teams LIMIT 5 WHERE id = 1;

-- name: where_twice
SELECT rank() OVER (ORDER BY id) AS x FROM teams WHERE id = 1 WHERE id = 2;

-- name: order_behind_limit
SELECT id FROM teams LIMIT 5 ORDER BY id;

-- name: group_behind_order
SELECT id FROM teams ORDER BY id GROUP BY id;

-- name: join_behind_where
SELECT t.id FROM teams t WHERE t.id = 1 JOIN games g ON g.home_id = t.id;

-- name: left_join_behind_where
SELECT t.id FROM teams t WHERE t.id = 1 LEFT JOIN games g ON g.home_id = t.id;

-- name: on_behind_where
SELECT t.id FROM teams t JOIN games g WHERE t.id = 1 ON g.home_id = t.id;

-- name: having
SELECT id FROM teams HAVING id > 1;

-- name: order_without_by
SELECT id FROM teams ORDER name;

-- name: group_without_by
SELECT name FROM teams GROUP name;

-- name: partition_without_by
SELECT row_number() OVER (PARTITION id) AS x FROM teams;

-- name: top
SELECT TOP 5 name FROM teams;

-- name: limit_comma_offset
SELECT id FROM teams LIMIT 1, OFFSET 2;

-- name: limit_all
SELECT id FROM teams LIMIT ALL;

-- name: offset_alone
SELECT id FROM teams OFFSET 5;

-- name: offset_behind_order
SELECT id FROM teams ORDER BY id OFFSET :start;

-- name: two_offsets
SELECT id FROM teams LIMIT 1, 2 OFFSET 3;

-- name: fetch_first
SELECT id FROM teams FETCH FIRST 5 ROWS ONLY;

-- name: fetch_next
SELECT id FROM teams ORDER BY id FETCH NEXT 5 ROWS ONLY;

-- name: for_update
SELECT id FROM teams WHERE id = 1 FOR UPDATE;

-- name: for_share
SELECT id FROM teams FOR SHARE;

-- name: nolock
SELECT id FROM teams WITH (NOLOCK);

-- name: distinct_on
SELECT DISTINCT ON (name) id FROM teams;

-- name: qualify
SELECT id FROM teams QUALIFY row_number() OVER () = 1;

-- name: qualify_behind_where
SELECT id FROM teams WHERE id > 1 QUALIFY row_number() OVER () = 1;

-- name: select_into
SELECT id INTO copy FROM teams;

-- name: minus
SELECT id FROM teams MINUS SELECT home_id FROM games;

-- name: lateral_query
SELECT t.id FROM teams t LEFT JOIN LATERAL (SELECT 1) ON true;

-- name: form
SELECT * FORM teams;

-- name: no_table
SELECT id FROM WHERE id = 1;

-- name: no_joined_table
SELECT id FROM teams JOIN WHERE id = 1;

-- name: no_columns
SELECT FROM teams;

-- name: cte_without_parentheses
WITH a AS SELECT 1 AS x SELECT x FROM a;

-- name: using_without_parentheses
SELECT t.id FROM teams t JOIN games g USING id;
