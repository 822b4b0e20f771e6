-- json: views Prefs from ../prefs.ts
SELECT views FROM events;
