-- name: state_as_day
-- date: state
SELECT state FROM events;

-- name: state_as_json
-- json: state State from ../state.ts
SELECT state FROM events;

-- name: day_for_state
-- timestamp: :state
SELECT id FROM events WHERE state = :state;
