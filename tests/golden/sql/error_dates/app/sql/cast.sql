SELECT CAST(title AS DATE) AS day, day + 1 AS next FROM events;
