WITH a AS (SELECT id AS x FROM b WHERE id > :from), b AS (SELECT id, attendance FROM games)
SELECT a.x, b.attendance FROM a LEFT JOIN b ON b.id = a.x + 1;
