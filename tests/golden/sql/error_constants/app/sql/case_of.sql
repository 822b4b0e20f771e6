SELECT CASE kind WHEN 'little' THEN 1 ELSE 2 END AS size FROM things;
