SELECT CAST(:n AS INTEGER) AS n, CAST(:t AS TEXT) AS t, CAST(:r AS REAL) + 1 AS r, length(CAST(:b AS BLOB)) AS size;
