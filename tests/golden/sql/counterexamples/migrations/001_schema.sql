CREATE TABLE teams (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  motto TEXT,
  badge BLOB NOT NULL
);
CREATE TABLE players (
  id INTEGER PRIMARY KEY,
  team_id INTEGER REFERENCES teams (id),
  name TEXT NOT NULL,
  goals INTEGER
);
CREATE TABLE gifts (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('book', 'ball') OR note IS NULL),
  colour TEXT CHECK (colour IS NULL OR colour IN ('red', 'blue')),
  note TEXT
);
CREATE VIEW roster AS SELECT p.id, p.goals, t.name AS team, t.motto FROM players p LEFT JOIN teams t ON t.id = p.team_id;
CREATE TABLE tags (rowid TEXT NOT NULL, tag TEXT NOT NULL);
