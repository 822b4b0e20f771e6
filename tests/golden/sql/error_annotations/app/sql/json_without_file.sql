-- json: prefs Prefs
SELECT prefs FROM events;
