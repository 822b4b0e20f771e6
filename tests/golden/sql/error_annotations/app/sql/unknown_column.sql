-- bigint: nothing
SELECT id, views FROM events;
