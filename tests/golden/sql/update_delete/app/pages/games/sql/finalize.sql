UPDATE games SET final = true, period = :period WHERE id = :id;
