SELECT id, CASE :order WHEN 'score' THEN home_score ELSE id END AS rank FROM games;
