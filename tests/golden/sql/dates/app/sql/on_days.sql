SELECT id FROM events WHERE day IN :days AND starts_at IN :times;
