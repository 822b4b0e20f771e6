-- The first arm is never NULL, the second one may be.
WITH RECURSIVE up (id) AS (SELECT id FROM nodes WHERE id = :id UNION SELECT parent FROM nodes JOIN up USING (id))
SELECT id FROM up;
