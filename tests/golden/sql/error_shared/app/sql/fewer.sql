-- returns: EventRow
SELECT id FROM events;
