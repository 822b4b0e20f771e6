SELECT 1 AS a
-- one
