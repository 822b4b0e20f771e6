SELECT id FROM games WHERE attendance IS :attendance AND id IS NOT :id;
