SELECT g.id,
  g.scoer
FROM games g;
