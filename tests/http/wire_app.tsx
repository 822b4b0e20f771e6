/**
 * The app of notes with pages beside it that make the server say everything it can: one with a slow part, one that
 * refuses in every way, and one in live mode. The byte fixtures of the protocol are played against it.
 *
 * @module
 */
import {
  action,
  announce,
  browserFunction,
  cookie,
  copy,
  deferred,
  download,
  type Effect,
  focus,
  type Handlers,
  layout,
  type Load,
  navigate,
  none,
  on,
  onConnection,
  onMedia,
  onWindow,
  page,
  type PageEvent,
  refuse,
  type Result,
  scrollTo,
  type Send,
  type Start,
  store,
  stores,
  type View,
} from "@rally/rally";
import { preact } from "@rally/rally/preact";
import { type AppTable, redirect } from "@rally/rally/server";
import { json, object, tagged } from "@rally/rally/wire";
import { h } from "preact";
import { z } from "zod";
import { bookTopic, table } from "./notes_app.tsx";

const reportContract = page("/report", { data: z.object({ quick: z.int(), slow: deferred(z.int()) }) });
const report = {
  contract: reportContract,
  init: ({ data }: Start<typeof reportContract>) => [data, none],
  update: (model: unknown) => [model, none],
  view: () => <p>Report</p>,
  load: (({ deferred }) => ({ quick: 1, slow: deferred(() => 42) })) as Load<typeof reportContract>,
};

let isMoved = false;
/** Its slow part says that the page is elsewhere by now. */
const moving = {
  ...report,
  contract: page("/moving", { data: z.object({ quick: z.int(), slow: deferred(z.int()) }) }),
  load: (({ deferred }) => {
    const wasMoved = isMoved;
    isMoved = false;
    if (wasMoved) return redirect("/books/1");
    return { quick: 1, slow: deferred(() => Number(isMoved = true)) };
  }) as Load<typeof reportContract>,
};

const kinds = ["conflict", "rate_limited", "invalid", "denied", "not_found", "timeout"] as const;
const refusals = {
  conflict: refuse.conflict(),
  rate_limited: refuse.rateLimited(),
  invalid: refuse.invalid({ "how": ["Not in this way."] }),
  denied: refuse.denied(),
  not_found: refuse.notFound(),
  timeout: refuse.timeout(),
};
const refusingContract = page("/refusing", { actions: { refuse: action(z.object({ how: z.enum(kinds) })) } });
const refusing = {
  contract: refusingContract,
  view: () => <p>No</p>,
  handlers: { refuse: (_context, { how }) => refusals[how] } as Handlers<typeof refusingContract>,
};

/** A function of the browser: the server only knows its schemas. */
const shout = browserFunction("shout", z.object({ text: z.string() }), z.string(), ({ text }) => text.toUpperCase());

const liveContract = page("/live/:id", {
  mode: "live",
  params: { id: z.int() },
  stored: { draft: store(z.object({ text: z.string() })) },
});
const kept = stores(liveContract);

interface Model {
  readonly count: number;
  readonly rows: readonly string[];
  readonly listens: boolean;
  readonly heard: string;
}
type Msg =
  | { type: "counted" }
  | { type: "told"; text: string }
  | { type: "asked"; event: PageEvent }
  | { type: "answered"; result: Result<string> };

const effects: Readonly<Record<string, Effect<Msg>>> = {
  navigate: navigate("/books/1"),
  focus: focus("#name"),
  cookie: cookie("theme", "dark", { maxAge: 60 }),
  scrollTo: scrollTo("#end"),
  copy: copy("A text"),
  download: download("notes.txt", "A text"),
  announce: announce("Saved."),
  save: kept.draft.save({ text: "A draft" }),
  read: kept.draft.read((draft): Msg => ({ type: "told", text: draft?.text ?? "nothing" })),
  clear: kept.draft.clear(),
  shout: shout({ text: "hey" }, (result): Msg => ({ type: "answered", result })),
};

const live = {
  contract: liveContract,
  init: (): [Model, Effect<Msg>[]] => [{ count: 0, rows: ["a", "b"], listens: false, heard: "" }, none],
  update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
    switch (msg.type) {
      case "counted":
        return [{ ...model, count: model.count + 1 }, none];
      case "told":
        return [{ ...model, heard: msg.text }, none];
      case "answered":
        return [{ ...model, heard: msg.result.ok ? msg.result.value : msg.result.kind }, none];
      case "asked":
        return asked(model, msg.event.value);
    }
  },
  subscriptions: (model: Model) => [
    on(bookTopic({ id: 1 }), ({ note }): Msg => ({ type: "told", text: note.text })),
    ...(model.listens
      ? [
        onWindow("keydown", ({ key }): Msg => ({ type: "told", text: key }), { keys: ["Escape"] }),
        onMedia("(prefers-color-scheme: dark)", (dark): Msg => ({ type: "told", text: dark ? "dark" : "light" })),
        onConnection(({ state }): Msg => ({ type: "told", text: state })),
      ]
      : []),
  ],
  view: (model: Model, send: Send<Msg>) => (
    <main>
      <button type="button" onClick={send({ type: "counted" })} disabled={model.count > 1}>{model.count}</button>
      <input
        name="words"
        class={model.heard}
        onInput={send((event) => ({ type: "asked", event }), { debounce: 300 })}
      />
      <ul>{model.rows.map((row) => <li key={row}>Row {row}</li>)}</ul>
      <textarea>{model.heard}</textarea>
    </main>
  ),
  head: (model: Model) => ({ title: `Count ${model.count}` }),
  errorView: ({ traceId }: { traceId: string }) => <p>Broken: {traceId}</p>,
};

const Clock = preact(
  (props: { readonly hour: number; readonly onPick?: (hour: number) => void }) => h("b", null, props.hour),
  {
    name: "clock",
  },
);
const raw = { dangerouslySetInnerHTML: { __html: "<b>Finished</b>" } };

/** A component of somebody else, and HTML that is finished. */
const foreign = {
  init: () => [1, none],
  update(_model: number, hour: number) {
    if (hour > 12) throw new Error("No clock shows this hour");
    return [hour, none];
  },
  view: (hour: number, send: Send<number>) => (
    <main>
      <Clock hour={hour} onPick={send((event) => Number(event.value))} />
      <p {...raw}></p>
    </main>
  ),
};

/** The same as a layout, which stays while the pages in it change. */
const framed = {
  ...live,
  contract: layout("/framed", { mode: "live" }),
  view: (model: Model, send: Send<Msg>, children: View) => (
    <div>
      {live.view(model, send)}
      {children}
    </div>
  ),
};

/** What the typed words mean: the name of an effect, what to listen to, the rows to show. */
function asked(model: Model, words: string): [Model, Effect<Msg>[]] {
  const effect = effects[words];
  if (effect) return [model, [effect]];
  if (words === "throw") throw new Error("The secret of the house");
  if (words === "listen") return [{ ...model, listens: true }, none];
  return [{ ...model, rows: words.split(" ") }, none];
}

const inFrame = { layouts: ["framed_layout"], mode: "static" as const, wire: { actions: {} } };

const part = { layouts: [], wire: { actions: {} } };
const slowData = object({
  quick: json,
  slow: tagged("state", {
    pending: object({}),
    ready: object({ value: json }),
    failed: object({ traceId: json }),
  }),
});

/** The table of the app. */
export const wireTable: AppTable = {
  ...table,
  pages: [...table.pages, {
    ...part,
    id: "report",
    file: "app/pages/report.tsx",
    path: "/report",
    mode: "client",
    module: report as never,
    wire: { data: slowData, actions: {} },
  }, {
    ...part,
    id: "moving",
    file: "app/pages/moving.tsx",
    path: "/moving",
    mode: "client",
    module: moving as never,
    wire: { data: slowData, actions: {} },
  }, {
    ...part,
    id: "refusing",
    file: "app/pages/refusing.tsx",
    path: "/refusing",
    mode: "static",
    module: refusing,
    wire: { actions: { refuse: { input: object({ how: json }) } } },
  }, {
    ...part,
    id: "live_id",
    file: "app/pages/live/[id].tsx",
    path: "/live/:id",
    mode: "live",
    module: live,
    wire: {
      params: object({ id: json }),
      actions: {},
      stored: { draft: { hash: "draft001", codec: object({ text: json }) } },
    },
  }, {
    ...part,
    id: "foreign",
    file: "app/pages/foreign.tsx",
    path: "/foreign",
    mode: "live",
    module: foreign as never,
  }, {
    ...inFrame,
    id: "framed_first",
    file: "app/pages/framed/first.tsx",
    path: "/framed/first",
    module: { view: () => <p>First</p> },
  }, {
    ...inFrame,
    id: "framed_second",
    file: "app/pages/framed/second.tsx",
    path: "/framed/second",
    module: { view: () => <p>Second</p> },
  }],
  layouts: [...table.layouts, {
    id: "framed_layout",
    file: "app/pages/framed/layout.tsx",
    path: "/framed",
    mode: "live",
    module: framed,
    wire: { actions: {}, stored: { draft: { hash: "draft001", codec: object({ text: json }) } } },
  }],
  functions: [{ function: shout, codec: { input: object({ text: json }), output: json } }],
};
