-- optinal
SELECT 1 AS a
