-- Every type that a column can have.
--
-- The star is written out with the columns as they are now.
SELECT * FROM things ORDER BY id;
