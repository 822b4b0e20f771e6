WITH RECURSIVE up AS (
  SELECT id, parent, name, 0 AS depth, NULL AS below FROM nodes WHERE id = :id
  UNION ALL
  SELECT n.id, n.parent, n.name, up.depth + 1, up.id FROM nodes n JOIN up ON n.id = up.parent
  WHERE up.depth < 9
)
SELECT * FROM up;
