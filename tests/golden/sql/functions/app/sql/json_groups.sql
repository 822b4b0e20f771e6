SELECT team_id, json_group_array(name) AS names, json_group_object(name, goals) AS goals FROM players GROUP BY team_id;
