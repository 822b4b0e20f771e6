CREATE TABLE "asset set" (id INTEGER PRIMARY KEY, "select" TEXT NOT NULL, "from" TEXT, [order by] TEXT NOT NULL, returning_at TEXT);
CREATE TABLE asset (id INTEGER PRIMARY KEY, path TEXT NOT NULL DEFAULT 'C:\x', "it's" TEXT);
