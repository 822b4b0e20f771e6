SELECT id FROM things WHERE kind IN ('small', 'huge');
