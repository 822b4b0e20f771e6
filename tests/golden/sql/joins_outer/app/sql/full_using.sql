SELECT id, code, name, teams.id AS left_id, players.id AS right_id FROM teams FULL JOIN players USING (id);
