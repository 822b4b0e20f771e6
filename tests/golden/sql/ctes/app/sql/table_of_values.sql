WITH weights (period, weight) AS (VALUES ('1st', 1), ('2nd', 2.5))
SELECT g.id, w.period AS "period", w.weight FROM games g JOIN weights w ON w.period = g.period;
