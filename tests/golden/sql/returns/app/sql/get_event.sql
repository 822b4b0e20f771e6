-- returns: EventRow
SELECT id, title FROM events WHERE id = :id;
