SELECT 1 AS a;
-- slow
