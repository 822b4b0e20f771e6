-- returns: EventRow
DELETE FROM events;
