SELECT id FROM things WHERE name NOT IN :names;
