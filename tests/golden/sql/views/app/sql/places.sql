SELECT id, CAST(place AS INTEGER) AS "place!" FROM ranked;
