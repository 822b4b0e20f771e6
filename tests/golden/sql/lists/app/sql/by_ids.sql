SELECT id, name FROM things WHERE id IN :ids;
