/** What stands around every page: navigation, who is signed in, and the choice of light or dark. */
import {
  action,
  announce,
  calls,
  type Connection,
  cookie,
  type Effect,
  form,
  type Handlers,
  layout,
  type Load,
  none,
  onConnection,
  type Result,
  type Send,
  type Start,
  type Subscription,
  type View,
} from "@rally/rally";
import { z } from "zod";
import { href } from "../../generated/routes.ts";
import { viewerOf } from "../access.ts";

// CONTRACT
const Theme = z.enum(["system", "light", "dark"]);
type Theme = z.infer<typeof Theme>;
const Viewer = z.object({ name: z.string(), admin: z.boolean() });

export const contract = layout("/", {
  mode: "client",
  data: z.object({ viewer: Viewer.nullable(), theme: Theme }),
  actions: { signOut: action(z.object({}), { over: "post" }) },
});
type Layout = typeof contract;
const server = calls(contract);

// MODEL AND MESSAGES
export type Model = {
  readonly path: string;
  readonly viewer: z.infer<typeof Viewer> | null;
  readonly theme: Theme;
  /** What is wrong with the connection; empty when nothing is. */
  readonly notice: string;
};
export type Msg =
  | { type: "connected"; connection: Connection }
  | { type: "visited"; path: string; viewer: Model["viewer"] }
  | { type: "themeChosen"; theme: Theme }
  | { type: "signedOut"; result: Result<undefined> };

// UPDATE LOOP
export function init({ data, path }: Start<Layout>): [Model, Effect<Msg>[]] {
  return [{ path, viewer: data.viewer, theme: data.theme, notice: "" }, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "connected": {
      const notice = noticeOf(msg.connection);
      return [{ ...model, notice }, notice ? [announce(notice)] : none];
    }
    case "visited":
      return [{ ...model, path: msg.path, viewer: msg.viewer }, none];
    case "themeChosen":
      return [{ ...model, theme: msg.theme }, [cookie("theme", msg.theme)]];
    case "signedOut":
      // A posted form answers with a new document, so only a refusal comes here: she is still signed in, as shown.
      return [model, none];
  }
}

function noticeOf({ state, waiting }: Connection): string {
  if (state === "online") return "";
  const changes = waiting === 1 ? "One change is" : `${waiting} changes are`;
  return `No connection: scores may be old.${waiting > 0 ? ` ${changes} sent when it is back.` : ""}`;
}

// SUBSCRIPTIONS
export const subscriptions = (): Subscription<Msg>[] => [
  onConnection((connection): Msg => ({ type: "connected", connection })),
];

// Navigation keeps the theme of the model: a socket still carries the cookie with which it was opened.
export const reloaded = ({ data, path }: Start<Layout>): Msg => ({ type: "visited", path, viewer: data.viewer });

// VIEW
const signOut = form(server.signOut, (result): Msg => ({ type: "signedOut", result }));

export function view(model: Model, send: Send<Msg>, children: View) {
  const { path, viewer } = model;
  return (
    <div class="page">
      <a class="skip" href="#content">Skip to the content</a>
      <header class="top">
        <a class="brand" href={href.index()}>Scoreboard</a>
        <nav class="nav" aria-label="Main">
          <NavLink to={href.games()} active={path === "/" || path.startsWith("/games")}>Games</NavLink>
          <NavLink to={href.standings()} active={path === "/standings"}>Standings</NavLink>
          {viewer?.admin && <NavLink to={href.adminGames()} active={path.startsWith("/admin")}>Admin</NavLink>}
        </nav>
        <div class="account">
          {viewer && (
            <form class="sign-out" {...signOut(send).attributes}>
              <span class="viewer">{viewer.name}</span>
              <button type="submit">Sign out</button>
            </form>
          )}
          {!viewer && path !== "/sign_in" && <a href={href.signIn({}, { return_to: path })}>Sign in</a>}
        </div>
        {model.notice && <p class="connection">{model.notice}</p>}
      </header>
      <main id="content" tabIndex={-1}>{children}</main>
      <footer class="bottom">
        <p>One page file, one SQLite file, live in every browser. Made with Rally.</p>
        <ThemeChoice theme={model.theme} send={send} />
      </footer>
    </div>
  );
}

function NavLink({ to, active, children }: { to: string; active: boolean; children?: View }) {
  return <a href={to} aria-current={active ? "page" : undefined}>{children}</a>;
}

// Hidden by the stylesheet where scripting is off: there the system's own choice counts.
function ThemeChoice({ theme, send }: { theme: Theme; send: Send<Msg> }) {
  const choices: { theme: Theme; label: string }[] = [
    { theme: "system", label: "Auto" },
    { theme: "light", label: "Light" },
    { theme: "dark", label: "Dark" },
  ];
  return (
    <div class="themes" role="group" aria-label="Theme">
      {choices.map((choice) => (
        <button
          key={choice.theme}
          type="button"
          aria-pressed={choice.theme === theme}
          onClick={send({ type: "themeChosen", theme: choice.theme })}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}

// The theme is an attribute of <html> in the first byte of the document, so no page flashes in the wrong one.
export const head = ({ theme }: Model) => ({
  title: "Scoreboard",
  meta: [{ name: "description", content: "Live scores, standings and teams." }],
  links: [{ rel: "stylesheet", href: "/styles.css" }, { rel: "icon", href: "/icon.svg", type: "image/svg+xml" }],
  html: { lang: "en", "data-theme": theme },
});

// SERVER
export const load: Load<Layout> = async ({ db, session, request }) => {
  const viewer = await viewerOf(db, session);
  return {
    viewer: viewer ? { name: viewer.name, admin: viewer.role === "admin" } : null,
    theme: Theme.catch("system").parse(request.cookie("theme")),
  };
};

export const handlers: Handlers<Layout> = {
  signOut({ session }) {
    session.signOut();
    return undefined;
  },
};
