-- returns: EventRow
SELECT id, title FROM events;
