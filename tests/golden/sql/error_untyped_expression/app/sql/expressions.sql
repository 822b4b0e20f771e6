SELECT
  sqlite_log(1, doc) AS logged,
  json_extract(doc, '$.a') AS text,
  doc ->> '$.a' AS field,
  CASE WHEN id > 1 THEN id ELSE doc END AS mixed,
  doc + 1 AS sum,
  NULL AS empty,
  coalesce(id, 'none') AS fallback,
  CAST(doc AS NUMERIC) AS number
FROM odd;
