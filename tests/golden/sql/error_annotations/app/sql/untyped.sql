-- bigint: price
SELECT price FROM events;
