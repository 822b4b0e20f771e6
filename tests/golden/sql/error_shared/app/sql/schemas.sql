-- json: prefs Prefs from ../prefs.ts
SELECT prefs FROM events;
