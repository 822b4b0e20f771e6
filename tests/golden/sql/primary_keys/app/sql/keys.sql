-- name: rowid_alias
SELECT id FROM rowid_alias;
-- name: int_key
SELECT id FROM int_key;
-- name: desc_key
SELECT id FROM desc_key;
-- name: text_key
SELECT id FROM text_key;
-- name: strict_key
SELECT id FROM strict_key;
-- name: no_rowid
SELECT id FROM no_rowid;
-- name: add_made
INSERT INTO made VALUES (:id, :a) RETURNING *;
-- name: add_text_key
INSERT INTO text_key VALUES (:id, :v);
-- name: add_strict_key
INSERT INTO strict_key VALUES (:id, :v);
