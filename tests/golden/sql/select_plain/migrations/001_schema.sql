CREATE TABLE things (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  note TEXT,
  weight REAL NOT NULL,
  height REAL,
  picture BLOB,
  hash BLOB NOT NULL,
  active BOOLEAN NOT NULL,
  checked BOOLEAN,
  kind TEXT NOT NULL CHECK (kind IN ('big', 'small')),
  mood TEXT CHECK (mood IS NULL OR mood IN ('good', 'it''s "bad"', '"', 'so''so', '
')),
  loose TEXT COLLATE NOCASE CHECK (loose IN ('a', 'b')),
  double_price DOUBLE PRECISION,
  title VARCHAR(20) NOT NULL
);
