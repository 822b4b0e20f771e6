SELECT id FROM things WHERE kind IN :kinds AND active IN :states;
