-- name: everything
SELECT * FROM sqlite_schema;

-- name: by_the_older_name
SELECT rowid, sqlite_master.name, sql FROM sqlite_master WHERE type = :type;

-- name: has_table
-- one
SELECT EXISTS (SELECT 1 FROM main.sqlite_schema AS s WHERE s.type = 'table' AND s.name = :name) AS has_table;

-- name: with_sql
SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL;

-- name: pages
SELECT tbl_name, count(rootpage) AS pages FROM sqlite_schema GROUP BY tbl_name;

-- name: through_a_view
SELECT tables.name, columns.column_name FROM tables
JOIN (SELECT 'teams' AS name, 'id' AS column_name) AS columns ON columns.name = tables.name;

-- name: columns_of
SELECT CAST(name AS TEXT) AS "name!", CAST("notnull" AS BOOLEAN) AS "required!" FROM pragma_table_info(CAST(:name AS TEXT));
