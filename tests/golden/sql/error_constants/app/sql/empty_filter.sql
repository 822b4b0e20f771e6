SELECT id FROM things WHERE :kind = '' OR kind = :kind;
