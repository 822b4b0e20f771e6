/* A block comment
 * with stars: and a trap *\/ for JSDoc. */
select t.id, T.Name, "note", [height], `kind`, rowid AS row_id, t.oid AS other from things as t where t.rowid = $id
