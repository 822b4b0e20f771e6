SELECT id, price * :rate AS scaled, max(0, price - :off) AS reduced FROM prices WHERE price * :factor > 100 AND id % :each = 0;
