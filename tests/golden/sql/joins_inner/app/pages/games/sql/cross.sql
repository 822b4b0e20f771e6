SELECT a.code AS first_code, b.code AS second_code FROM teams a CROSS JOIN teams b WHERE a.id < b.id;
