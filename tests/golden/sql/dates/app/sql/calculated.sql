SELECT date(day, '+1 day') AS next, strftime('%Y', starts_at) AS year, day || ' ' AS padded FROM events WHERE starts_at > datetime('now', '-1 day');
