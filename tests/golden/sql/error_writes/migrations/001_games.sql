CREATE TABLE games (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  home TEXT NOT NULL,
  away TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'planned' CHECK (status IN ('planned', 'live', 'final')),
  mood TEXT COLLATE NOCASE CHECK (mood IN ('calm', 'loud')),
  CHECK (home <> away)
) STRICT;
