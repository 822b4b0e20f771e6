SELECT count(*) AS games, count(attendance) AS counted, count(DISTINCT home_id) AS homes FROM games;
