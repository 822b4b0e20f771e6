INSERT INTO teams (code, name, slug) VALUES (:code, trim(:name), lower(coalesce(:slug, :code)));
