DELETE FROM things WHERE id IN /* the old ones */ :ids;
