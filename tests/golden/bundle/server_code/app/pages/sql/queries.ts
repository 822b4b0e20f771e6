import type { Reader, SqlQuery } from "@rally/rally";

const query: SqlQuery<string> = { name: "names", sql: "SELECT name FROM teams", row: ([name]) => String(name) };

export const names = (db: Reader) => db.all(query, []);
