SELECT t.code, last.id, last.total
FROM teams t
LEFT JOIN (SELECT home_id, max(id) AS id, sum(home_score) AS total FROM games GROUP BY home_id) AS last
  ON last.home_id = t.id;
