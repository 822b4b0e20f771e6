-- json: prefs Prefs from ../../../prefs.ts
SELECT id, prefs FROM events WHERE id = :id;
