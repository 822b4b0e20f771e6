CREATE TABLE teams (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, motto TEXT);

CREATE TABLE players (
  id INTEGER PRIMARY KEY,
  team_id INTEGER REFERENCES teams (id),
  name TEXT NOT NULL,
  goals INTEGER
);

CREATE TABLE awards (id INTEGER PRIMARY KEY, player_id INTEGER NOT NULL REFERENCES players (id), title TEXT NOT NULL);

CREATE VIEW rosters AS
SELECT teams.code, players.name, players.goals FROM teams LEFT JOIN players ON players.team_id = teams.id;
