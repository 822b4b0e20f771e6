import { DatabaseSync } from "node:sqlite";

export const db = new DatabaseSync(":memory:");
export const teamName = (id: number) => String(db.prepare("SELECT name FROM teams WHERE id = ?").get(id));
