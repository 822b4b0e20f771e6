SELECT
  CASE WHEN n > 3 THEN 'win' WHEN n < 3 THEN 'loss' ELSE 'draw' END AS outcome,
  CASE n WHEN 1 THEN 'one' END AS word,
  CASE WHEN b THEN n ELSE x END AS number,
  CASE WHEN b THEN b ELSE 0 END AS bit,
  CASE WHEN b THEN TRUE ELSE o END AS flag,
  CASE WHEN b THEN t ELSE 'none' END AS label,
  iif(b, n, m) AS either, iif(b, 'yes') AS agreed
FROM points;
