-- json: prefs SchemaOfTheRowRow from ../prefs.ts
SELECT id, prefs FROM events;
