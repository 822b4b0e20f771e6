-- returns: EventRow
SELECT id, title FROM events ORDER BY day;
