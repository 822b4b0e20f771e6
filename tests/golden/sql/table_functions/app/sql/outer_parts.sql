SELECT things.id, part.type FROM things LEFT JOIN json_each(json_array(name)) AS part ON part.id > things.id;
