SELECT id FROM things WHERE (id, name) IN :rows;
