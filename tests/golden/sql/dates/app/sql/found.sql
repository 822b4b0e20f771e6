SELECT ends_at FROM events WHERE ends_at < :before;
