SELECT id FROM games WHERE final = :f AND home_score = :f;
