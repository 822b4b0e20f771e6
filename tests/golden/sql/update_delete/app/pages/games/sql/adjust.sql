UPDATE games
SET
  home_score = CASE :side WHEN 'home' THEN max(0, home_score + :delta) ELSE home_score END,
  away_score = CASE :side WHEN 'away' THEN max(0, away_score + :delta) ELSE away_score END
WHERE id = :id AND NOT final
RETURNING *;
