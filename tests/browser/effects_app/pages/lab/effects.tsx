/** A page for the browser tests that asks for every effect and listens to every source, in both modes. */
import {
  action,
  announce,
  calls,
  copy,
  download,
  type Effect,
  form,
  type Handlers,
  mapEffects,
  mapSend,
  mapSubscriptions,
  onDocument,
  onMedia,
  onWindow,
  page,
  type Result,
  scrollTo,
  type Send,
  store,
  stores,
  type Subscription,
} from "@rally/rally";
import { z } from "zod";
import { measure } from "../../browser.ts";
import * as part from "../../part.tsx";

const Draft = z.object({ text: z.string().max(5), at: z.date() });

export const contract = page("/lab/effects", {
  mode: "client",
  stored: { draft: store(Draft), tab: store(z.int(), { area: "session" }) },
  actions: { drop: action(z.object({})), dropByPost: action(z.object({}), { over: "post" }) },
});
const server = calls(contract);
const kept = stores(contract);

type Measured = Result<{ text: string; at: Date }>;
type Model = {
  readonly log: readonly string[];
  readonly dark: boolean | undefined;
  readonly search: string;
  readonly listening: boolean;
  readonly burst: number;
  readonly fresh: boolean;
  readonly left: part.Watch;
  readonly right: part.Watch;
};
type Msg =
  | { type: "logged"; text: string }
  | { type: "asked"; effect: "copy" | "download" | "announce" | "scroll" | "save" | "read" | "clear" | "good" | "bad" }
  | { type: "measured"; result: Measured }
  | { type: "dark"; dark: boolean }
  | { type: "searched"; text: string }
  | { type: "toggled" }
  | { type: "burst" }
  | { type: "fresh" }
  | { type: "part"; side: "left" | "right"; msg: part.WatchMsg };

export const init = (): [Model, Effect<Msg>[]] => [
  {
    log: [],
    dark: undefined,
    search: "",
    listening: false,
    burst: 0,
    fresh: false,
    left: part.init(),
    right: part.init(),
  },
  [kept.draft.read(draftMsg)],
];

const draftMsg = (draft: z.infer<typeof Draft> | undefined): Msg => ({
  type: "logged",
  text: `draft ${draft ? `${draft.text} ${draft.at.getTime()}` : "none"}`,
});

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "logged":
      return [{ ...model, log: [...model.log, msg.text] }, []];
    case "asked":
      return [model, effectOf(msg.effect)];
    case "measured": {
      const { result } = msg;
      const text = result.ok ? `measured ${result.value.text} ${result.value.at.getTime()}` : `refused ${result.kind}`;
      return [{ ...model, log: [...model.log, text] }, []];
    }
    case "dark":
      return [{ ...model, dark: msg.dark }, []];
    case "searched":
      return [{ ...model, search: msg.text, log: [...model.log, `search ${msg.text}`] }, []];
    case "burst":
      return [{ ...model, burst: model.burst + 1 }, []];
    case "fresh":
      return [{ ...model, fresh: true }, [measure({ selector: "#fresh" }, (result) => ({ type: "measured", result }))]];
    case "toggled":
      return [{ ...model, listening: !model.listening }, []];
    case "part": {
      const [watch, effects] = part.update(model[msg.side], msg.msg, msg.side);
      return [{ ...model, [msg.side]: watch }, mapEffects(effects, partOf(msg.side))];
    }
  }
}

const partOf = (side: "left" | "right") => (msg: part.WatchMsg): Msg => ({ type: "part", side, msg });

function effectOf(effect: Extract<Msg, { type: "asked" }>["effect"]): Effect<Msg>[] {
  switch (effect) {
    case "copy":
      return [copy("The text")];
    case "download":
      return [download("games.csv", "home,away\n", { mediaType: "text/csv" })];
    case "announce":
      return [announce("Three games.")];
    case "scroll":
      return [scrollTo("#end")];
    case "save":
      return [kept.draft.save({ text: "Milk", at: new Date(7) }), kept.tab.save(3)];
    case "read":
      return [kept.draft.read(draftMsg), kept.tab.read((tab) => ({ type: "logged", text: `tab ${tab}` }))];
    case "clear":
      return [kept.draft.clear()];
    case "good":
    case "bad": {
      const selector = effect === "good" ? "#measured" : "#nowhere";
      return [measure({ selector }, (result) => ({ type: "measured", result }))];
    }
  }
}

export const subscriptions = (model: Model): Subscription<Msg>[] => [
  onMedia("(prefers-color-scheme: dark)", (dark) => ({ type: "dark", dark })),
  onDocument("burst", () => ({ type: "burst" })),
  onDocument("fresh", () => ({ type: "fresh" })),
  ...(model.listening
    ? [
      onWindow("keydown", ({ key }): Msg => ({ type: "logged", text: `key ${key}` }), { keys: ["Escape", "?"] }),
      onDocument("lab", ({ type }): Msg => ({ type: "logged", text: `document ${type}` }), { throttle: 1000 }),
    ]
    : []),
  ...mapSubscriptions(part.subscriptions(model.left), partOf("left")),
  ...mapSubscriptions(part.subscriptions(model.right), partOf("right")),
];

const question = { confirm: "Drop it?" };
const drop = form(server.drop, (): Msg => ({ type: "logged", text: "dropped" }), question);
const dropByPost = form(server.dropByPost, (): Msg => ({ type: "logged", text: "refused" }), question);

const effects = ["copy", "download", "announce", "scroll", "save", "read", "clear", "good", "bad"] as const;

export function view(model: Model, send: Send<Msg>) {
  return (
    <>
      <h1>Effects</h1>
      <p id="burst">{`Burst ${model.burst}`}</p>
      {model.fresh && <p id="fresh">Fresh text</p>}
      <p id="dark">{`Dark ${model.dark}`}</p>
      {effects.map((effect) => (
        <button key={effect} type="button" onClick={send({ type: "asked", effect })}>{effect}</button>
      ))}
      <button type="button" onClick={send({ type: "toggled" })}>{model.listening ? "Mute" : "Listen"}</button>
      <button type="button" onClick={send({ type: "logged", text: "removed" }, { confirm: "Remove it?" })}>
        Remove
      </button>
      <form onSubmit={send(({ form }) => ({ type: "logged", text: `sent ${form["q"]}` }), { preventDefault: true })}>
        <label>
          Search{" "}
          <input name="q" onInput={send(({ value }) => ({ type: "searched", text: value }), { debounce: 300 })} />
        </label>
      </form>
      <form {...drop(send).attributes}>
        <button type="submit">Drop</button>
      </form>
      <form {...dropByPost(send).attributes}>
        <button type="submit">Drop by post</button>
      </form>
      <button type="button" onClick={send({ type: "logged", text: "throttled" }, { throttle: 1000 })}>Throttled</button>
      {part.view(model.left, mapSend(send, partOf("left")), "Left")}
      {part.view(model.right, mapSend(send, partOf("right")), "Right")}
      <ol>{model.log.map((line, index) => <li key={index}>{line}</li>)}</ol>
      <p id="measured">Measured text</p>
      <p style="margin-top:3000px" id="end">The end</p>
    </>
  );
}

export const handlers: Handlers<typeof contract> = { drop: () => undefined, dropByPost: () => undefined };
