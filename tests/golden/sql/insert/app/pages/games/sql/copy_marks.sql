WITH source AS (SELECT kind, value FROM marks WHERE team_id = :from)
INSERT INTO marks (team_id, kind, value) SELECT :to, kind, value FROM source WHERE true RETURNING id;
