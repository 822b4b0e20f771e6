SELECT id FROM things WHERE kind = 'BIG' COLLATE NOCASE AND coalesce(kind, '') <> '';
