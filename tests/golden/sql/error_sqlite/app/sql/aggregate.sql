SELECT home_id, count(*) AS games FROM games WHERE count(*) > 1 GROUP BY home_id
