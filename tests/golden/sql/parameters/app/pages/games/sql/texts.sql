SELECT id FROM teams WHERE name LIKE '%' || :part || '%' AND lower(code) = lower(:code) AND slug GLOB :glob;
