SELECT g.id, n.body, n.author, a.email
FROM games g
LEFT JOIN notes n ON n.game_id = g.id
LEFT OUTER JOIN authors a USING (author)
ORDER BY g.id;
