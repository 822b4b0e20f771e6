-- One more name in the book.
INSERT INTO guests (name) VALUES (:name);
