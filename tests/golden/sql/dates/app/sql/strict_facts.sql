-- date: day
-- timestamp: made_at
-- timestamp: :since
SELECT day, made_at FROM facts WHERE made_at >= :since;
