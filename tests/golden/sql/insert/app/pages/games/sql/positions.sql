INSERT INTO marks VALUES (:id, :team, :kind, :value) RETURNING rowid AS "rowId", value;
