CREATE TABLE teams (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL
);
CREATE TABLE players (
  id INTEGER PRIMARY KEY,
  team_id INTEGER REFERENCES teams (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  goals INTEGER NOT NULL DEFAULT 0,
  assists INTEGER NOT NULL DEFAULT 0,
  points INTEGER GENERATED ALWAYS AS (goals + assists),
  rank INTEGER GENERATED ALWAYS AS (points * 10) STORED
);
CREATE TABLE shots (
  id INTEGER PRIMARY KEY,
  player_id INTEGER REFERENCES players (id) ON DELETE SET NULL,
  team_code TEXT REFERENCES teams (code) ON UPDATE CASCADE,
  speed REAL
);
CREATE TABLE log (
  at TEXT NOT NULL,
  what TEXT NOT NULL
);
CREATE TABLE totals (
  what TEXT PRIMARY KEY ON CONFLICT REPLACE,
  count INTEGER NOT NULL
);
CREATE TABLE "odd-name" (
  "a b" INTEGER NOT NULL
);
CREATE VIEW scorers AS SELECT p.name, t.name AS team, p.points FROM players p JOIN teams t ON t.id = p.team_id;
CREATE TRIGGER player_gone AFTER DELETE ON players BEGIN
  INSERT INTO log (at, what) VALUES ('now', old.name);
END;
CREATE TRIGGER player_scores AFTER UPDATE OF goals ON players WHEN new.goals > old.goals BEGIN
  INSERT OR REPLACE INTO totals (what, count) SELECT 'goals', sum(goals) FROM players;
END;
CREATE TABLE "__proto__" (
  n INTEGER NOT NULL
);
