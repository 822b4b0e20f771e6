SELECT id # the number
FROM teams
