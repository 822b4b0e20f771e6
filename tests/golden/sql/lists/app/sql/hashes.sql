SELECT id FROM things WHERE hex(hash) IN :hashes;
