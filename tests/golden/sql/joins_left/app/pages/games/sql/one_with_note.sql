-- At most one row: each key is compared with something fixed.
SELECT g.id, n.body AS "body?", n.author AS "author!", n.game_id IS NOT NULL AS has_note
FROM games g LEFT JOIN notes n ON n.game_id = g.id
WHERE g.id = :id;
