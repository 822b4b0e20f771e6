-- date: id
-- timestamp: :views
SELECT id FROM events WHERE views > :views;
