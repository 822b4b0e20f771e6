SELECT
  n = 1 AS equal, m > 2 AS greater, m IS 2 AS is_two, m IS NULL AS no_m, m NOTNULL AS has_m, n BETWEEN 1 AND m AS within,
  t IN ('a', 'b') AS listed, m IN (1, NULL) AS listed_null, t LIKE 'a%' AS alike, b AND o AS "both", NOT b AS "inverse",
  o IS NOT DISTINCT FROM b AS same, EXISTS (SELECT 1 FROM games) AS any_game, n IN (SELECT attendance FROM games) AS counted
FROM points;
