CREATE TABLE things (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('small', 'big')),
  name TEXT NOT NULL,
  weight REAL,
  active BOOLEAN NOT NULL DEFAULT 1,
  hash BLOB
);
