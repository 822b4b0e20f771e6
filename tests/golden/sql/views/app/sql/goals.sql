SELECT t.code, v.goals FROM teams t LEFT JOIN totals v ON v.team = t.id;
