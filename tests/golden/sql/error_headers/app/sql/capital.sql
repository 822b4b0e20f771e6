-- One
SELECT 1 AS a
