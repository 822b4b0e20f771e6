SELECT id FROM games WHERE period = "OT";
