SELECT
  CAST(t AS INTEGER) AS number, CAST(m AS REAL) AS real, CAST(n AS TEXT) AS text, CAST(t AS BLOB) AS bytes,
  CAST(n AS BOOLEAN) AS flag, CAST(random() AS INTEGER) AS "dice!", CAST(NULL AS TEXT) AS empty,
  CAST(row_number() OVER (ORDER BY n) AS INTEGER) AS "place!", CAST(iif(json_valid(t), t ->> '$.a', NULL) AS TEXT) AS field
FROM points;
