SELECT CAST(value AS INTEGER) AS "id!" FROM json_each(CAST(:ids AS TEXT));
