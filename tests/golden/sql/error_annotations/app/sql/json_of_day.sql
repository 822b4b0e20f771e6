-- json: day Day from ../day.ts
SELECT day FROM events;
