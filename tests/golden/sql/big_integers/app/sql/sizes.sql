-- bigint: size
-- bigint: total
-- bigint: :least
SELECT size, sum(size) OVER () AS total FROM facts WHERE size > :least;
