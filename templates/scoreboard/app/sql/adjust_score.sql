-- Changes a score by a difference, so that two admins who click at once lose nothing. A score stops at zero, and the
-- first goal starts a scheduled game. A final game is left alone.
UPDATE games
SET
  home_score = max(home_score + CAST(:home AS INTEGER), 0),
  away_score = max(away_score + CAST(:away AS INTEGER), 0),
  period = CASE
    WHEN period = 'Scheduled' AND CAST(:home AS INTEGER) + CAST(:away AS INTEGER) > 0 THEN '1st'
    ELSE period
  END
WHERE id = :id AND final = 0;
