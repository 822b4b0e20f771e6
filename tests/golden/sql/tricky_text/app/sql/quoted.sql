-- Quotes, `ticks`, ${braces} and *\/ in a comment.
SELECT "select" AS "chosen", "from" AS 'source', [order by] AS sorted, 'where :no, -- no; /* no */ FROM' AS text,
  'C:\new `x` ${y}' AS path -- :no ? parameter
FROM "asset set" /* nor :here; */
WHERE returning_at = :at AND "select" NOT LIKE '%;%';
