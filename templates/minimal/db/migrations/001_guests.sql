-- Everybody who has signed the guest book.
CREATE TABLE guests (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40)
) STRICT;
