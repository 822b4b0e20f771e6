SELECT if(goals > 3, 'many', goals > 0, 'some', 'none') AS word, iif(goals > 3, 'many', goals > 0, 'some') AS maybe FROM players;
