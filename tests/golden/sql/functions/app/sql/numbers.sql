SELECT sign(goals) AS s, abs(id) AS a, round(goals, 1) AS r, random() AS x, likely(id > 3) AS l, max(id, 3) AS m, total(id) OVER () AS t FROM players;
