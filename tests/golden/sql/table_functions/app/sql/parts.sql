SELECT things.id, part.type, part.id AS place, part.parent, part.fullkey, part.path, CAST(part.value AS TEXT) AS value FROM things, json_tree(json_array(name, weight)) AS part;
