-- The team that an address names.
SELECT code, name, slug FROM teams WHERE slug = :slug;
