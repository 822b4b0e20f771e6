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

CREATE VIEW game_cards AS
  SELECT g.id, home.name AS home, away.name AS away, g.home_score + g.away_score AS goals, a.motto
  FROM games g JOIN teams home ON home.id = g.home_id JOIN teams away ON away.id = g.away_id
  LEFT JOIN teams a ON a.id = g.away_id;
CREATE VIEW totals (team, goals) AS SELECT home_id, sum(home_score) FROM games GROUP BY home_id;
CREATE VIEW ranked AS SELECT id, row_number() OVER (ORDER BY id) AS place FROM games;
