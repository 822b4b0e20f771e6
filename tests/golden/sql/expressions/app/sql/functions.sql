SELECT
  coalesce(m, n) AS number, coalesce(m, 0) AS or_zero, ifnull(o, FALSE) AS flag, nullif(t, '') AS filled,
  abs(n) AS size, round(x) AS whole, round(y, 2) AS rounded, length(t) AS letters, upper(t) AS loud, trim(t, '.') AS bare,
  replace(t, 'a', 'b') AS other, substr(t, 1, 3) AS start, instr(t, 'a') AS place, min(n, m) AS lesser, max(n, 0) AS positive,
  max(x, n) AS greatest, date('now') AS today, datetime(t) AS parsed, unixepoch() AS seconds, CURRENT_TIMESTAMP AS now,
  typeof(m) AS kind, t || n AS joined, t || m AS maybe_joined
FROM points;
