-- name: day_begins
-- timestamp: day
SELECT datetime(day) AS "day!" FROM events;

-- name: day_of
-- date: starts_at
SELECT date(starts_at) AS starts_at FROM events;

-- name: days_since
-- timestamp: :since
-- date: :until
SELECT id FROM events WHERE day >= date(:since) AND starts_at < datetime(:until);

-- name: seen
-- timestamp: views
-- timestamp: :since
SELECT datetime(views, 'unixepoch') AS views FROM events WHERE views > unixepoch(:since);

-- name: leap_day
-- date: day
SELECT '2024-02-29' AS day;

-- name: as_declared
-- date: day
-- timestamp: starts_at
SELECT day, starts_at FROM events;
