SELECT *, n.id AS note_id FROM games LEFT JOIN notes n USING (id);
