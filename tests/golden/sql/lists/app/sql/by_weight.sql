SELECT id, weight FROM things WHERE weight IN :weights;
