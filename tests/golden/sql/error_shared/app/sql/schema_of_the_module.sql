-- json: :prefs Writer from ../prefs.ts
UPDATE events SET prefs = :prefs;
