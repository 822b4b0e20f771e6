SELECT
  row_number() OVER (ORDER BY id) AS place,
  printf('%d', id) AS text,
  doc ->> '$.a' AS field,
  CASE WHEN id > 1 THEN id ELSE doc END AS mixed,
  doc + 1 AS sum,
  NULL AS empty,
  coalesce(id, 'none') AS fallback,
  CAST(doc AS NUMERIC) AS number
FROM odd;
