-- json: :prefs Prefs from ../../../prefs.ts
UPDATE events SET prefs = :prefs WHERE id = :id;
