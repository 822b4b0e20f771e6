-- date day
SELECT '2024-02-29' AS day
