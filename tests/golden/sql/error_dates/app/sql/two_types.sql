SELECT id FROM events WHERE day = :moment OR starts_at = :moment;
