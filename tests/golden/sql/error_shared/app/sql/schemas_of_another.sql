-- json: prefs Prefs from ../other.ts
SELECT prefs FROM events;
