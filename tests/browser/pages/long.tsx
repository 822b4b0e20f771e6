/** A page for the browser tests: longer than the window, with a note to lose and links to its other parts. */
import { type Effect, type Head, type Load, none, page, type Send, type Start } from "@rally/rally";
import { z } from "zod";

export const contract = page("/lab/long", {
  query: { part: z.int().default(1), fail: z.boolean().default(false) },
  data: z.object({}),
});
type Page = typeof contract;

type Model = { readonly part: number; readonly note: string };
type Msg = { type: "noted"; note: string } | { type: "turned"; part: number };

export function init({ query }: Start<Page>): [Model, Effect<Msg>[]] {
  return [{ part: query.part, note: "" }, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "noted":
      return [{ ...model, note: msg.note }, none];
    case "turned":
      return [{ ...model, part: msg.part }, none];
  }
}

export const reloaded = ({ query }: Start<Page>): Msg => ({ type: "turned", part: query.part });

export const load: Load<Page> = ({ query }) => {
  if (query.fail) throw new Error("This part cannot be loaded");
  return {};
};

export function view({ part, note }: Model, send: Send<Msg>) {
  return (
    <>
      <h1>Part {part}</h1>
      <p>
        <label>
          Note <input value={note} onInput={send((event) => ({ type: "noted", note: event.value }))} />
        </label>
        Noted: {note}
      </p>
      <div data-unsaved={note === "precious" ? "Leave the note?" : undefined} />
      {Array.from(
        { length: 60 },
        (_, index) => <p key={index} id={`p${index}`} style="height:4rem">Paragraph {index}</p>,
      )}
      <p>
        <a id="to-standings" href="/standings">Standings</a> <a href="/lab/long?part=2">Second part</a>{" "}
        <a href="/lab/long#p30">Thirtieth</a> <a href="/games" data-prefetch="viewport">Games in sight</a>{" "}
        <a href="/games?team=TOR" data-prefetch="off">Never ahead</a> <a href="/lab/long?fail=true">Failing</a>{" "}
        <a href="/standings" target="_self">Standings as a document</a>
      </p>
    </>
  );
}

export const head = ({ part }: Model): Head => ({
  title: `Part ${part}`,
  meta: [{ name: "description", content: `Part ${part} of a long page` }],
  links: [{ rel: "stylesheet", href: "/lab.css" }],
  html: { "data-view-transitions": "" },
});
