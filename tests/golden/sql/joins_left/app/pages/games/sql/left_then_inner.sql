-- The inner join leaves no row without a note, but that is not proven yet.
SELECT g.id, n.body, a.email FROM games g LEFT JOIN notes n ON n.game_id = g.id JOIN authors a ON a.author = n.author;
