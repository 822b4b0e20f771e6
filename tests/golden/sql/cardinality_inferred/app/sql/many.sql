-- name: by_part_of_key
SELECT holder FROM seats WHERE block = :block;

-- name: by_partial_index
SELECT holder FROM seats WHERE seat = :seat;

-- name: by_one_of
SELECT name FROM teams WHERE id = :id OR slug = :slug;

-- name: by_list
SELECT name FROM teams WHERE id IN (:first);

-- name: by_is
SELECT name FROM teams WHERE slug IS :slug;

-- name: by_looser_collation
SELECT name FROM teams WHERE slug = :slug COLLATE NOCASE;

-- name: by_random
SELECT name FROM teams WHERE id = abs(random() % 3);

-- name: by_text_as_number
SELECT c.code FROM games g JOIN codes c ON c.code = g.home_id WHERE g.id = :id;

-- name: by_other_row
SELECT t.name FROM games g JOIN teams t ON t.id = g.home_id WHERE t.id = :id;

-- name: by_left_condition
SELECT g.id FROM games g LEFT JOIN teams t ON g.id = :id AND t.id = g.home_id;

-- name: grouped
SELECT count(*) AS n FROM games GROUP BY final;
