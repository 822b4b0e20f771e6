-- Who may sign in, who plays, and what they score. STRICT makes SQLite hold every value to its declared type.

CREATE TABLE users (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('admin', 'fan'))
) STRICT;

CREATE TABLE teams (
  code TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE games (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  home_code TEXT NOT NULL REFERENCES teams (code),
  away_code TEXT NOT NULL REFERENCES teams (code),
  home_score INTEGER NOT NULL DEFAULT 0 CHECK (home_score >= 0),
  away_score INTEGER NOT NULL DEFAULT 0 CHECK (away_score >= 0),
  period TEXT NOT NULL DEFAULT 'Scheduled' CHECK (period IN ('Scheduled', '1st', '2nd', '3rd', 'OT')),
  final INTEGER NOT NULL DEFAULT 0 CHECK (final IN (0, 1)),
  CHECK (home_code <> away_code)
) STRICT;

-- A team's page asks for its games on either side.
CREATE INDEX games_home_code ON games (home_code);
CREATE INDEX games_away_code ON games (away_code);
