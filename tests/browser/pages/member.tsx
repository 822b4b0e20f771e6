/** A page for the tests of forms: what only the server can judge, in a form over the socket and in a posted one. */
import {
  action,
  calls,
  type Checks,
  type Effect,
  form,
  type FormParts,
  type Handlers,
  none,
  page,
  type Reader,
  type Result,
  type Send,
  type SqlQuery,
} from "@rally/rally";
import { z } from "zod";

const Member = z.object({
  name: z.string().trim().min(2, "Two letters at least"),
  password: z.string().min(4, "Four letters at least"),
  again: z.string(),
}).refine(({ password, again }) => password === again, { path: ["again"], message: "Write the same twice" });
type Member = z.input<typeof Member>;

export const contract = page("/lab/member", {
  query: { as: z.string().default("") },
  actions: { join: action(Member, z.string()), enter: action(Member, { over: "post" }) },
});
type Page = typeof contract;
const server = calls(contract);

export type Model = { readonly joined?: Result<string>; readonly entered?: Result<undefined> };
export type Msg = { type: "joined"; result: Result<string> } | { type: "entered"; result: Result<undefined> };

export const init = (): [Model, Effect<Msg>[]] => [{}, none];

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "joined":
      return [{ ...model, joined: msg.result }, none];
    case "entered":
      return [{ ...model, entered: msg.result }, none];
  }
}

const join = form(server.join, (result): Msg => ({ type: "joined", result }));
const enter = form(server.enter, (result): Msg => ({ type: "entered", result }));

export function view({ joined, entered }: Model, send: Send<Msg>) {
  return (
    <>
      <h1>Members</h1>
      {joined?.ok && <p role="status">Welcome {joined.value}</p>}
      {memberForm(join(send, joined), "Join")}
      {memberForm(enter(send, entered), "Enter")}
    </>
  );
}

function memberForm({ attributes, field, alert }: FormParts<Member>, name: string) {
  return (
    <form {...attributes} aria-label={name}>
      <label>
        Name <input {...field("name")} />
      </label>
      <p {...alert("name")} />
      <label>
        Password <input {...field("password")} type="password" />
      </label>
      <p {...alert("password")} />
      <label>
        Again <input {...field("again")} type="password" />
      </label>
      <p {...alert("again")} />
      <button type="submit">{name}</button>
    </form>
  );
}

const teamOfName: SqlQuery<string> = {
  name: "teamOfName",
  sql: "SELECT code FROM teams WHERE name = ?1",
  row: ([code]) => String(code),
};

async function isTaken(db: Reader, name: string | undefined): Promise<boolean> {
  return name !== undefined && await db.first(teamOfName, [name]) !== undefined;
}

export const checks: Checks<Page> = {
  async join({ db, problem }, { name }) {
    if (await isTaken(db, name)) problem("name", "This name is taken");
  },
  async enter({ db, problem }, { name }) {
    if (await isTaken(db, name)) problem("name", "This name is taken");
  },
};

export const handlers: Handlers<Page> = {
  join: (_context, { name }) => name,
  enter() {},
};
