SELECT id FROM games WHERE CASE WHEN :finals THEN final ELSE NOT :drafts END AND (:side = 'home' OR :side = 'away');
