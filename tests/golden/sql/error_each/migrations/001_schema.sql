CREATE TABLE teams (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
);
CREATE TABLE players (
  id INTEGER PRIMARY KEY,
  team_id INTEGER NOT NULL REFERENCES teams (id),
  name TEXT NOT NULL UNIQUE,
  position TEXT NOT NULL CHECK (position IN ('goalie', 'defence', 'forward')),
  height REAL,
  born DATE,
  goals INTEGER NOT NULL DEFAULT 0
);
