/**
 * An app of two layouts, one in the other, with pages inside and beside them: each part runs in the mode that a test
 * gives it.
 *
 * @module
 */
import {
  action,
  calls,
  type Effect,
  focus,
  form,
  type Handlers,
  layout,
  type Load,
  none,
  on,
  page,
  type Result,
  type Send,
  type Start,
  topic,
  type View,
} from "@rally/rally";
import type { AppTable, PageEntry, ServerModule } from "@rally/rally/server";
import { type TestApp, testApp, type TestAppOptions } from "@rally/rally/testing";
import { json, object } from "@rally/rally/wire";
import { z } from "zod";
import { appFolder, table } from "./tasks_app.tsx";

/** Where a part runs. */
export type PartMode = "client" | "live";

/** The modes of the parts. */
export interface LayoutModes {
  readonly outer: PartMode;
  readonly inner: PartMode;
  /** Of all pages. */
  readonly page: PartMode | "static";
}

/** How often each part was loaded, and what was renamed by whom. */
export const loads = { outer: 0, inner: 0, page: 0 };

/** What it tells counts as a click on the outer layout. */
const clickTopic = topic("click", { event: z.object({}) });
const nameTopic = topic("name/:team", { params: { team: z.string() }, event: z.object({ name: z.string() }) });

type Counted = { readonly clicks: number };
type Clicked = { type: "clicked" };

const outer: ServerModule = {
  init: () => [{ clicks: 0 }, none],
  update: ({ clicks }: Counted, _msg: Clicked) => [{ clicks: clicks + 1 }, none],
  subscriptions: () => [on(clickTopic(), (): Clicked => ({ type: "clicked" }))],
  load() {
    loads.outer += 1;
    return null;
  },
  head: ({ clicks }: Counted) => ({ title: `Outer ${clicks}`, html: { "data-outer": String(clicks) } }),
  view: ({ clicks }: Counted, send: Send<Clicked>, children: View) => (
    <>
      <header>
        <button type="button" onClick={send({ type: "clicked" })}>Outer {clicks}</button>
      </header>
      {children}
      <footer>Clicked {clicks}</footer>
    </>
  ),
};

const contract = layout("/teams/:team", {
  params: { team: z.string() },
  data: z.object({ name: z.string() }),
  actions: { rename: action(z.object({ name: z.string().min(2) })) },
});
const server = calls(contract);
type Inner = typeof contract;
type Model = {
  readonly team: string;
  readonly name: string;
  readonly clicks: number;
  readonly said: string;
  readonly isOpen: boolean;
};
type Msg = { type: "clicked" | "opened" | "broken" } | { type: "loaded"; team: string; name: string } | {
  type: "renamed";
  result: Result<undefined>;
} | { type: "told"; name: string };

/** By team. */
const names = new Map<string, string>();

/** Forgets what other tests have done. */
export function forgetNames(): void {
  names.clear();
  Object.assign(loads, { outer: 0, inner: 0, page: 0 });
}

const rename = form(server.rename, (result): Msg => ({ type: "renamed", result }));

const inner: ServerModule = {
  contract,
  init: ({ params, data }: Start<Inner>): [Model, Effect<Msg>[]] => [
    { team: params.team, name: data.name, clicks: 0, said: "", isOpen: false },
    none,
  ],
  update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
    switch (msg.type) {
      case "clicked":
        return [{ ...model, clicks: model.clicks + 1 }, [focus("#name")]];
      case "opened":
        return [{ ...model, isOpen: !model.isOpen }, none];
      case "broken":
        throw new Error("A mistake in the inner layout");
      case "loaded":
        return [{ ...model, team: msg.team, name: msg.name }, none];
      case "renamed":
        return [{ ...model, said: msg.result.ok ? "renamed" : msg.result.kind }, none];
      case "told":
        return [{ ...model, name: msg.name }, none];
    }
  },
  reloaded: ({ params, data }: Start<Inner>): Msg => ({ type: "loaded", team: params.team, name: data.name }),
  subscriptions: ({ team }: Model) => [on(nameTopic({ team }), ({ name }): Msg => ({ type: "told", name }))],
  errorView: () => <p role="alert">The inner layout has failed</p>,
  view({ name, clicks, said, isOpen }: Model, send: Send<Msg>, children: View) {
    const { attributes, field } = rename(send);
    return (
      <section>
        <p role="status">{name} {said}</p>
        <button type="button" onClick={send({ type: "clicked" })}>Inner {clicks}</button>
        <button type="button" onClick={send({ type: "opened" })}>Open</button>
        <button type="button" onClick={send({ type: "broken" })}>Break</button>
        <form {...attributes}>
          <label>
            Name <input {...field("name")} id="name" />
          </label>
          <button type="submit">Rename</button>
        </form>
        {isOpen ? <aside>{children}</aside> : children}
      </section>
    );
  },
  load: (({ params }) => {
    loads.inner += 1;
    return { name: names.get(params.team) ?? params.team.toUpperCase() };
  }) satisfies Load<Inner>,
  authorize: ({ params }: { params: { team: string } }) => params.team !== "secret",
  handlers: {
    rename({ params, publish }, { name }) {
      names.set(params.team, name);
      publish(nameTopic({ team: params.team }), { name });
    },
  } satisfies Handlers<Inner>,
};

function pageAt(id: string, path: string, title: string, layouts: readonly string[]): Omit<PageEntry, "mode"> {
  const params = path.includes(":") ? { team: z.string() } : {};
  return {
    id,
    file: `app/pages/${id}.tsx`,
    path,
    layouts,
    wire: { ...(path.includes(":") ? { params: object({ team: json }) } : {}), actions: {} },
    module: {
      contract: page(path as "/", { params } as never),
      init: () => [{ clicks: 0 }, none],
      update: ({ clicks }: Counted, _msg: Clicked) => [{ clicks: clicks + 1 }, none],
      load() {
        loads.page += 1;
        return undefined;
      },
      view: (model: Counted | undefined, send: Send<Clicked>) => (
        <main>
          <h1>{title}</h1>
          <button type="button" onClick={send({ type: "clicked" })}>Page {model?.clicks ?? 0}</button>
          <a href="/teams/tor">Team of TOR</a> <a href="/teams/tor/games">Games of TOR</a>
          <a href="/teams/mtl">Team of MTL</a> <a href="/">Home</a>
        </main>
      ),
    },
  };
}

/** The table of the app. */
export function layoutsTable(modes: LayoutModes): AppTable {
  const around = ["layout", "teams_layout"];
  const pages = [
    pageAt("index", "/", "Home", ["layout"]),
    pageAt("teams_team", "/teams/:team", "Team", around),
    pageAt("teams_team_games", "/teams/:team/games", "Games", around),
  ].map((entry) => {
    if (modes.page !== "static") return { ...entry, mode: modes.page };
    const { contract, view } = entry.module;
    return { ...entry, mode: modes.page, module: { contract, view } };
  });
  return {
    ...table,
    pages,
    layouts: [
      {
        id: "layout",
        file: "app/pages/layout.tsx",
        path: "/",
        mode: modes.outer,
        module: outer,
        wire: { actions: {} },
      },
      {
        id: "teams_layout",
        file: "app/pages/teams/[team]/layout.tsx",
        path: "/teams/:team",
        mode: modes.inner,
        module: inner,
        wire: {
          params: object({ team: json }),
          data: object({ name: json }),
          actions: { rename: { input: object({ name: json }) } },
        },
      },
    ],
    topics: [{ topic: nameTopic, codec: object({ name: json }) }, { topic: clickTopic, codec: object({}) }],
  };
}

/** Starts the app. */
export function startLayouts(modes: LayoutModes, options: Partial<TestAppOptions> = {}): TestApp {
  forgetNames();
  return testApp(layoutsTable(modes), { root: appFolder(), ...options });
}
