-- returns: events
SELECT id FROM events;
