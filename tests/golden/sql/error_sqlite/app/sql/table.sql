SELECT id
FROM gmaes;
