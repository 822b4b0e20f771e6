-- name: list_the_recent_games_of_a_team_against_one_opponent_with_their_scores
-- A long name makes every line of the function break.
SELECT
  CASE WHEN home_score > away_score THEN 'a convincing win of the home team' WHEN home_score < away_score THEN 'a defeat' ELSE 'a draw between the two' END AS outcome_of_the_game,
  final
FROM games
WHERE home_id = :home_id AND away_id = :away_id AND home_score >= :least_home_score AND period = :period;

-- name: a_count_of_all_the_games_that_a_team_has_played_at_home_or_away
SELECT count(*) AS the_number_of_games_that_a_team_has_played_at_home_or_away FROM games WHERE home_id = :the_id_of_the_team_that_plays_at_home;

-- name: remove_every_game_of_the_season_that_was_never_played_by_anybody
DELETE FROM games WHERE attendance = :the_number_of_people_who_have_come_to_it;
