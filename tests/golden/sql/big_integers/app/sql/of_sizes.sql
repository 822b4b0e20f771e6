-- bigint: :sizes
SELECT id FROM facts WHERE size IN :sizes;
