import type { Reader, SqlQuery, Writer } from "@rally/rally";
import { z } from "zod";

export const GameRow = z.object({ id: z.int(), home: z.int() });

const gameByIdQuery: SqlQuery<{ id: number; home: number }> = {
  name: "gameById",
  sql: `SELECT id, home FROM games WHERE id = ?`,
  row: ([id, home]) => ({ id: Number(id), home: Number(home) }),
};

const setHomeQuery: SqlQuery<never> = { name: "setHome", sql: `UPDATE games SET home = ?`, row: () => undefined as never };

export const gameById = (db: Reader, { id }: { id: number }) => db.first(gameByIdQuery, [BigInt(id)]);
export const setHome = (db: Writer, { home }: { home: number }) => db.run(setHomeQuery, [BigInt(home)]);
