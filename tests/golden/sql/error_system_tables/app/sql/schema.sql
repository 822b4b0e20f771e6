-- name: misspelt_type
SELECT name FROM sqlite_schema WHERE type = 'tabel';

-- name: temporary
SELECT name FROM sqlite_temp_schema;

-- name: pragma_star
SELECT * FROM pragma_table_info('teams');

-- name: pragma_column
SELECT name FROM pragma_table_list;

-- name: write
UPDATE sqlite_schema SET sql = NULL;
