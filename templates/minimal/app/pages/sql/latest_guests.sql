-- The last guests, the newest first.
SELECT id, name FROM guests ORDER BY id DESC LIMIT 12;
