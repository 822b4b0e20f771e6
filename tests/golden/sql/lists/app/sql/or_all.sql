SELECT id FROM things WHERE (:all OR id IN :ids) ORDER BY id;
