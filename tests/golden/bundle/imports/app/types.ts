import { DatabaseSync } from "node:sqlite";

export const opened = new DatabaseSync(":memory:");
export interface Row {
  id: number;
}
export type Store = DatabaseSync;
