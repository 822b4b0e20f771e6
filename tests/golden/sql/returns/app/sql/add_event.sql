-- returns: EventRow
INSERT INTO events (day, title) VALUES (:day, :title) RETURNING id, title;
