/** Choose one of the seeded users. A door for trying things out: in production it is shut. */
import {
  action,
  calls,
  type Effect,
  form,
  type Handlers,
  type Load,
  none,
  page,
  type Result,
  type Send,
  type Start,
} from "@rally/rally";
import { denied, invalid, redirect } from "@rally/rally/server";
import { z } from "zod";
import { getUser } from "../sql/queries.ts";
import { listUsers, ListUsersRow } from "./sql/queries.ts";

// CONTRACT
export const contract = page("/sign_in", {
  query: { return_to: z.string().default("/") },
  data: z.object({ users: z.array(ListUsersRow), closed: z.string().optional() }),
  // A socket cannot set the cookie of a session, so this form is always posted, and a new document answers.
  actions: { signIn: action(z.object({ user: z.string() }), { over: "post" }) },
});
type Page = typeof contract;
const server = calls(contract);

// MODEL AND MESSAGES
export type Model = {
  readonly users: readonly ListUsersRow[];
  readonly closed?: string;
  readonly refused?: Result<undefined>;
};
export type Msg = { type: "answered"; result: Result<undefined> };

// UPDATE LOOP
export function init({ data }: Start<Page>): [Model, Effect<Msg>[]] {
  return [data, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "answered":
      return [{ ...model, refused: msg.result }, none];
  }
}

// VIEW
const signIn = form(server.signIn, (result): Msg => ({ type: "answered", result }));

export function view(model: Model, send: Send<Msg>) {
  const { attributes, fixed, message } = signIn(send, model.refused);
  const problem = model.closed ?? message;
  return (
    <>
      <header class="title">
        <h1>Sign in</h1>
        <p>Who are you today? Admins keep the score, fans watch it change.</p>
      </header>
      {problem && <p class="problem" role="alert">{problem}</p>}
      <form class="users" {...attributes}>
        {model.users.map(({ id, name, role }) => (
          <button type="submit" key={id} {...fixed("user", id)}>
            <strong>{name}</strong>
            <span>{role}</span>
          </button>
        ))}
      </form>
    </>
  );
}

export const head = () => ({ title: "Sign in" });

// SERVER
export const load: Load<Page> = async ({ db }) => {
  const closed = closedReason();
  return { users: closed === undefined ? await listUsers(db) : [], closed };
};

export const handlers: Handlers<Page> = {
  async signIn({ db, query, session }, { user }) {
    const closed = closedReason();
    if (closed !== undefined) denied(closed);
    const { id } = await getUser(db, { id: user }) ?? invalid({ user: ["Choose one of the users."] });
    session.signIn(id);
    redirect(query.return_to); // never to another origin
  },
};

/** Anybody could be the admin here, so this page must never open a real service. */
function closedReason(): string | undefined {
  return Deno.env.get("APP_ENV") === "prod"
    ? "Choosing a user is for trying things out. In production it is switched off: bring your own sign-in."
    : undefined;
}
