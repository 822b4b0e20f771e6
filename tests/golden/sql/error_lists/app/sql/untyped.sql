SELECT id FROM things WHERE NULL IN :values;
