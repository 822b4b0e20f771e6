CREATE TABLE teams (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  motto TEXT
);

CREATE TABLE games (
  id INTEGER PRIMARY KEY,
  home_id INTEGER NOT NULL REFERENCES teams (id),
  away_id INTEGER NOT NULL REFERENCES teams (id),
  home_score INTEGER NOT NULL DEFAULT 0,
  away_score INTEGER NOT NULL DEFAULT 0,
  period TEXT NOT NULL DEFAULT 'Scheduled' CHECK (period IN ('Scheduled', '1st', '2nd', '3rd', 'OT')),
  final BOOLEAN NOT NULL DEFAULT 0,
  attendance INTEGER,
  CHECK (home_id <> away_id)
);

CREATE TABLE marks (id INTEGER PRIMARY KEY, team_id INTEGER NOT NULL DEFAULT 1, kind TEXT NOT NULL DEFAULT 'goal', value REAL, UNIQUE (team_id, kind));
