-- name: add_players
-- each
-- Adds a team's players, all of them or none.
INSERT INTO players (team_id, name, position, height, born)
VALUES (:team_id, :name, :position, :height, :born);

-- name: add_teams
-- each
INSERT INTO teams (name) VALUES (:name) RETURNING id, name;

-- name: set_goals
-- each
INSERT INTO players (team_id, name, position, goals) VALUES (:team_id, :name, 'forward', :goals)
ON CONFLICT (name) DO UPDATE SET goals = excluded.goals;

-- name: give_goals
-- each
UPDATE players SET goals = goals + :more WHERE id = :id;

-- name: remove_players_of_a_team_whose_name_is_so_long_that_the_call_needs_several_lines_in_the_file
-- each
DELETE FROM players WHERE team_id = :team_id AND name = :name RETURNING id;

-- name: remove_players
-- each
DELETE FROM players WHERE team_id = :team_id AND name IN :names;
