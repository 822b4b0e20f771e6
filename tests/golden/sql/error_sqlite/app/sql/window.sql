SELECT rank() AS place, name FROM teams
