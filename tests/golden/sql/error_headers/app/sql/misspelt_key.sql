-- return: GameRow
SELECT 1 AS a
