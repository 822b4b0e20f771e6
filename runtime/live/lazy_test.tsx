// deno-lint-ignore-file jsx-key -- the keys of lazy parts stand in their call
import { deepStrictEqual, strictEqual } from "node:assert";
import { lazy, lazyList } from "../page/lazy.ts";
import { mapSend, recordingSend, type Send } from "../page/send.ts";
import { renderToHtml } from "../render/render_html.ts";
import { LiveView } from "./live_view.ts";

interface Row {
  readonly id: number;
  readonly name: string;
}
type Msg = { type: "row"; id: number } | { type: "part"; part: Msg };

const send: Send<Msg> = recordingSend;
const rows = (...ids: number[]): Row[] => ids.map((id) => ({ id, name: `row ${id}` }));

let drawn: number[] = [];

function drawnSince(): number[] {
  const since = drawn;
  drawn = [];
  return since;
}

function rowView({ id, name }: Row, send: Send<Msg>): unknown {
  drawn.push(id);
  return <li onClick={send({ type: "row", id })}>{name}</li>;
}

function list(rows: readonly Row[], given = send): unknown {
  return <ul>{rows.map((row) => lazy(rowView, row, given, row.id))}</ul>;
}

function wholeList(rows: readonly Row[]): unknown {
  return <ul>{lazyList(rowView, rows, send, ({ id }) => id)}</ul>;
}

/** Both ways to write a list have to do the same. */
const ways = { lazy: list, lazyList: wholeList };

/** The handlers of the shown rows, by the text of their row. */
function messages(view: LiveView): Record<string, unknown> {
  const [, content] = view.content() as [number, [number, number, [number, number, ...unknown[]][]]];
  return Object.fromEntries(content[2].map(([, number, handler, text]) => {
    strictEqual(handler, 1);
    const found = view.handler(view.version, number);
    return [text, typeof found === "object" && found.type === "message" ? found.message : found];
  }));
}

function requireShown(view: LiveView, rows: readonly Row[]): void {
  strictEqual(view.html(), renderToHtml(list(rows)));
  deepStrictEqual(messages(view), Object.fromEntries(rows.map(({ id, name }) => [name, { type: "row", id }])));
  drawnSince();
}

for (const [name, list] of Object.entries(ways)) {
  Deno.test(`${name} draws nothing that has not changed, and its handlers still work`, () => {
    const all = rows(1, 2, 3, 4, 5);
    const view = new LiveView(list(all));
    deepStrictEqual(drawnSince(), [1, 2, 3, 4, 5]);
    deepStrictEqual(view.update(list(all)), undefined);
    deepStrictEqual(drawnSince(), []);
    for (let version = 0; version < 20; version++) {
      const next = all.with(2, { id: 3, name: `version ${version}` });
      deepStrictEqual(view.update(list(next)), [7, `version ${version}`]);
      deepStrictEqual(drawnSince(), [3]);
      view.ack(view.version - 1);
    }
    requireShown(view, all.with(2, { id: 3, name: "version 19" }));
  });

  Deno.test(`rows of ${name} are inserted, moved and removed without being drawn`, () => {
    const [a, b, c, d, e, f] = rows(1, 2, 3, 4, 5, 6) as [Row, Row, Row, Row, Row, Row];
    const view = new LiveView(list([a, b, c, d]));
    drawnSince();
    const steps: [Row[], number[]][] = [
      [[a, b, c, d, e], [5]],
      [[f, a, b, c, d, e], [6]],
      [[f, a, c, d, e], []],
      [[e, d, c, a, f], []],
      [[e, f, c, { ...a }, d], []],
      [[e, b, c], [2]],
      [[], []],
      [[a, a], [1, 1]],
      [[a, b, a], [2]],
    ];
    for (const [next, expected] of steps) {
      view.update(list(next));
      deepStrictEqual(drawnSince(), expected);
      strictEqual(view.html(), renderToHtml(list(next)));
      drawnSince();
    }
    view.update(list([d, c]));
    requireShown(view, [d, c]);
  });
}

Deno.test("lazyList tells the browser what a list of lazy parts would, whichever was there before", () => {
  const [a, b, c, d] = rows(1, 2, 3, 4) as [Row, Row, Row, Row];
  const both = [new LiveView(list([a, b])), new LiveView(wholeList([a, b]))] as const;
  const steps = [[a, b, c], [c, a, b], [c, { ...a }, { ...b, name: "other" }], [], [d, b, a], [a, a, b], [b]];
  for (const [at, step] of steps.entries()) {
    const [one, other] = at % 3 === 2 ? [wholeList, list] : [list, wholeList];
    deepStrictEqual(both[0].update(one(step)), both[1].update(other(step)));
    strictEqual(both[0].html(), both[1].html());
  }
  drawnSince();
});

Deno.test("lazyList takes items that show nothing, and an empty one", () => {
  const shown = ({ id }: Row) => id % 2 === 0 ? null : <li>{id}</li>;
  const some = (...ids: number[]) => <ul>{lazyList(shown, rows(...ids), send, ({ id }) => id)}</ul>;
  const view = new LiveView(some());
  for (const ids of [[1, 2, 3], [1, 2, 3, 5], [2, 1, 3, 5], [2], [], [4, 7]]) {
    view.update(some(...ids));
    strictEqual(view.html(), renderToHtml(some(...ids)));
  }
});

Deno.test("a list takes 200,000 items at once", () => {
  const shown = ({ id }: Row) => <li>{id}</li>;
  const all = (count: number) => Array.from({ length: count }, (_, id) => ({ id, name: "" }));
  const page = (count: number) => <ul>{lazyList(shown, all(count), send, ({ id }) => id)}</ul>;
  const view = new LiveView(page(1));
  view.update(page(200_000));
  strictEqual(view.html(), renderToHtml(page(200_000)));
});

Deno.test("lazyList draws its items again for another send", () => {
  const given = (send: Send<Msg>) => <ul>{lazyList(rowView, rows(1, 2), send, ({ id }) => id)}</ul>;
  const view = new LiveView(given(send));
  drawnSince();
  view.update(given(send));
  deepStrictEqual(drawnSince(), []);
  view.update(given(mapSend(send, inPart)));
  deepStrictEqual(drawnSince(), [1, 2]);
});

Deno.test("lazyList stands in a title as text", () => {
  const name = ({ name }: Row) => name;
  const title = (names: readonly Row[]) => <title>{lazyList(name, names, send, ({ id }) => id)}</title>;
  const view = new LiveView(title(rows(1)));
  view.update(title(rows(1, 2)));
  strictEqual(view.html(), renderToHtml(title(rows(1, 2))));
});

Deno.test("lazy rows of before are answered as long as their version is kept, and refused after", () => {
  const [a, b] = rows(1, 2) as [Row, Row];
  const view = new LiveView(list([a, b]));
  const slot = 4;
  view.update(list([a]));
  deepStrictEqual(view.handler(1, slot), { type: "message", message: { type: "row", id: 2 } });
  strictEqual(view.handler(2, slot), undefined);
  view.ack(2);
  strictEqual(view.handler(1, slot), "stale");
  strictEqual(view.handler(2, slot), undefined);
});

Deno.test("lazy draws again for another view, another send and other options", () => {
  const other = ({ id }: Row) => {
    drawn.push(id);
    return <b>{id}</b>;
  };
  const [row] = rows(1) as [Row];
  const part = (view: typeof rowView, given: Send<Msg>) => <p>{lazy(view, row, given)}</p>;
  const view = new LiveView(part(rowView, send));
  const steps: [unknown, number[]][] = [
    [part(rowView, send), []],
    [part(other, send), [1]],
    [part(other, mapSend(send, inPart)), [1]],
    [part(other, mapSend(send, inPart)), []],
    [part(other, mapSend(send, (part: Msg): Msg => inPart(part))), [1]],
  ];
  drawnSince();
  for (const [next, expected] of steps) {
    view.update(next);
    deepStrictEqual(drawnSince(), expected);
  }
  const last = steps.at(-1)![0];
  view.update(last, { documentUrl: "/other" });
  deepStrictEqual(drawnSince(), [1]);
  view.update(last);
  deepStrictEqual(drawnSince(), []);
});

function inPart(part: Msg): Msg {
  return { type: "part", part };
}

Deno.test("lazy takes a list, a part in a part, and one that shows nothing", () => {
  const items = (names: readonly string[]) => names.map((name) => <i>{name}</i>);
  const inner = (name: string) => {
    drawn.push(2);
    return <b>{name}</b>;
  };
  const outer = ({ name, count }: { name: string; count: number }, send: Send<Msg>) => {
    drawn.push(1);
    return <p>{count} {lazy(inner, name, send)}</p>;
  };
  const nothing = (_: number) => null;
  const page = (names: readonly string[], name: string, count: number) => (
    <div>
      {lazy(items, names, send)}
      {lazy(outer, { name, count }, send)}
      {[lazy(nothing, 1, send), <u>{count}</u>, lazy(inner, name, send)]}
    </div>
  );
  const steps: [string[], string, number, number[]][] = [
    [["a"], "x", 1, []],
    [["a", "b"], "x", 1, []],
    [["a", "b"], "x", 2, [1]],
    [["b"], "y", 2, [1, 2, 2]],
  ];
  const view = new LiveView(page(["a"], "x", 1));
  drawnSince();
  for (const [names, name, count, expected] of steps) {
    view.update(page(names, name, count));
    deepStrictEqual(drawnSince(), expected);
    strictEqual(view.html().replaceAll("<!---->", ""), renderToHtml(page(names, name, count)));
    drawnSince();
  }
});
