SELECT id FROM things WHERE :ids IS NULL OR id IN :ids;
