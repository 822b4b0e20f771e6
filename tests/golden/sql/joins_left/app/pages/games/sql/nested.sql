SELECT g.id, n.body, a.email
FROM games g LEFT JOIN (notes n JOIN authors a ON a.author = n.author) ON n.game_id = g.id;
