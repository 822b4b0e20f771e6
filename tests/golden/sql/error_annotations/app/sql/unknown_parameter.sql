-- bigint: :nothing
SELECT id FROM events;
