-- bigint: title
SELECT title FROM events;
