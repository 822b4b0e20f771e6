SELECT 1 AS one, 'x' AS letter, 1.5 AS half, x'00ff' AS bytes, TRUE AS yes, -2 AS minus, 0x10 AS hex;
