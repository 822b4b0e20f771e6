SELECT id FROM teams WHERE name = 'it's' AND code = 'x'
