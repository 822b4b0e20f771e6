-- each: item
SELECT 1 AS a
