INSERT INTO games (status) VALUES ('live') RETURNING id
