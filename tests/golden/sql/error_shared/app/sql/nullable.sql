-- returns: EventRow
SELECT id, nullif(title, '') AS title FROM events;
