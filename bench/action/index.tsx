/** A page with one action that saves: what `bench/action.ts` asks for, over and over. */
import { action, type Handlers, page, type SqlQuery } from "@rally/rally";
import { redirect } from "@rally/rally/server";
import { z } from "zod";

export const contract = page("/", {
  mode: "client",
  actions: {
    save: action(z.object({ name: z.string().trim().min(1).max(40) }), z.object({ id: z.int(), name: z.string() })),
    enter: action(z.object({ name: z.string() }), { over: "post" }),
  },
});
type Page = typeof contract;

export function view() {
  return <p>Nothing to see</p>;
}

const addGuest: SqlQuery<number> = {
  name: "addGuest",
  sql: "INSERT INTO guests (name) VALUES (?1) RETURNING id",
  row: ([id]) => Number(id),
};

export const handlers: Handlers<Page> = {
  async save({ db }, { name }) {
    return { id: await db.first(addGuest, [name]) ?? 0, name };
  },
  enter({ session }, { name }) {
    session.signIn(name);
    redirect("/");
  },
};
