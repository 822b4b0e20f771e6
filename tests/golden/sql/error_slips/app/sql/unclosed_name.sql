SELECT id FROM teams WHERE name = "Bears
