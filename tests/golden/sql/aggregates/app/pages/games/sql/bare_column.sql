-- Over no rows the aggregate still gives a row, in which the plain columns are NULL.
SELECT max(home_score) AS best, id, period, 'x' AS letter FROM games WHERE final = :final;
