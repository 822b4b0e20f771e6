SELECT lag(name) OVER by_id AS before, lead(name, 2, 'nobody') OVER by_id AS after, lead(goals, 1, 0) OVER by_id AS goals FROM players WINDOW by_id AS (ORDER BY id);
