-- All teams, for the filter and the standings.
SELECT code, name, slug FROM teams ORDER BY code;
