-- NULL keeps what is there.
UPDATE teams SET name = coalesce(:name, name), motto = :motto WHERE code = :code RETURNING *;
