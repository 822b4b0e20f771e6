-- The user of a session.
SELECT id, name, role FROM users WHERE id = :id;
