SELECT id, day, starts_at, ends_at FROM events WHERE day BETWEEN :from AND :until AND starts_at >= :since;
