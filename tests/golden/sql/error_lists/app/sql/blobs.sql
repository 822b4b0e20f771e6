SELECT id FROM things WHERE hash IN :hashes;
