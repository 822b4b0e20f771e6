-- json: prefs prefs from ../prefs.ts
SELECT prefs FROM events;
