/** A live layout for the browser tests: it counts, searches, listens to the window, asks the browser, and can break. */
import {
  action,
  announce,
  calls,
  type Effect,
  focus,
  form,
  type Handlers,
  layout,
  type Load,
  none,
  onWindow,
  refuse,
  type Result,
  type Send,
  type Start,
  store,
  stores,
  type View,
} from "@rally/rally";
import { z } from "zod";
import { Picker } from "./picker.ts";

export const contract = layout("/lab/framed", {
  mode: "live",
  data: z.object({ name: z.string() }),
  actions: { greet: action(z.object({ word: z.string().min(3) }), z.object({ text: z.string() })) },
  stored: { last: store(z.object({ text: z.string() })) },
});
type Layout = typeof contract;
const server = calls(contract);
const kept = stores(contract);

type Model = {
  readonly clicks: number;
  readonly words: string;
  readonly said: string;
  readonly path: string;
  readonly isMoved: boolean;
};
type Msg =
  | { type: "clicked" | "moved" | "broken" | "escaped" | "asked" }
  | { type: "typed"; words: string }
  | { type: "told"; text: string }
  | { type: "greeted"; result: Result<{ text: string }> }
  | { type: "stands"; path: string };

export function init({ path, data }: Start<Layout>): [Model, Effect<Msg>[]] {
  return [{ clicks: 0, words: "", said: data.name, path, isMoved: false }, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "clicked":
      return [{ ...model, clicks: model.clicks + 1 }, [announce(`Clicked ${model.clicks + 1}`)]];
    case "moved":
      return [{ ...model, isMoved: !model.isMoved }, [focus("#words")]];
    case "typed":
      return [{ ...model, words: msg.words }, none];
    case "escaped":
      return [{ ...model, said: "escaped" }, none];
    case "asked":
      return [model, [kept.last.read((last): Msg => ({ type: "told", text: last?.text ?? "nothing" }))]];
    case "told":
      return [{ ...model, said: msg.text }, [kept.last.save({ text: "kept" })]];
    case "greeted":
      return [{ ...model, said: msg.result.ok ? msg.result.value.text : msg.result.kind }, none];
    case "stands":
      return [{ ...model, path: msg.path }, none];
    case "broken":
      throw new Error("A mistake in the layout");
  }
}

export const reloaded = ({ path }: Start<Layout>): Msg => ({ type: "stands", path });

export const subscriptions = () => [onWindow("keydown", (): Msg => ({ type: "escaped" }), { keys: ["Escape"] })];

export const head = ({ clicks }: Model) => ({ title: `Frame ${clicks}`, html: { "data-framed": String(clicks) } });

export const errorView = ({ traceId }: { traceId: string }) => <p role="alert">The frame is broken: {traceId}</p>;

const greet = form(server.greet, (result): Msg => ({ type: "greeted", result }));

export function view({ clicks, words, said, path, isMoved }: Model, send: Send<Msg>, children: View) {
  const { attributes, field } = greet(send);
  return (
    <>
      <nav aria-label="Frame">
        <a href="/lab/framed">First</a> <a href="/lab/framed/second">Second</a> <a href="/lab/framed/third">Third</a>
        <a href="/standings">Out</a>
      </nav>
      <p role="status">{said} at {path}</p>
      <button type="button" onClick={send({ type: "clicked" })}>Frame {clicks}</button>
      <button type="button" onClick={send({ type: "moved" })}>Move</button>
      <button type="button" onClick={send({ type: "asked" })}>Ask</button>
      <button type="button" onClick={send({ type: "broken" })}>Break</button>
      <label>
        Words{" "}
        <input id="words" name="words" value={words} onInput={send(({ value }) => ({ type: "typed", words: value }))} />
      </label>
      <p>{words.length} letters</p>
      <Picker word="Pick" onPick={send(({ detail }) => ({ type: "told", text: `picked ${detail}` }))} />
      <form {...attributes}>
        <label>
          Word <input {...field("word")} />
        </label>
        <button type="submit">Greet</button>
      </form>
      {isMoved ? <aside>{children}</aside> : <div>{children}</div>}
    </>
  );
}

// SERVER: never reaches the browser
export const load: Load<Layout> = () => ({ name: "frame" });
export const handlers: Handlers<Layout> = {
  greet: (_context, { word }) => word === "nobody" ? refuse.conflict() : { text: `Hello ${word}` },
};
