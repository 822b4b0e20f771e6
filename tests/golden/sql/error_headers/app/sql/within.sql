SELECT 1 AS a, -- many
  2 AS b
