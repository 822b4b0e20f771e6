SELECT price, made_at, anything, rowid AS id, * FROM odd;
