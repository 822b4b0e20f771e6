import { deepStrictEqual, doesNotMatch, match, ok, strictEqual, throws } from "node:assert";
import { recordingSend as send } from "../page/send.ts";
import { renderToHtml } from "../render/render_html.ts";
import { LiveView } from "./live_view.ts";
import { createTemplateNumbers } from "./template_numbers.ts";

interface Row {
  readonly id: number;
  readonly name: string;
}

const rows = (...ids: number[]): Row[] => ids.map((id) => ({ id, name: `row ${id}` }));
const list = (rows: readonly Row[]) => <ul>{rows.map(({ id, name }) => <li key={id} class="row">{name}</li>)}</ul>;
const counter = (count: number, step = 1) => (
  <p>
    Count: {count} <button type="button" onClick={send({ type: "added", step })}>+</button>
  </p>
);

function bytes(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

Deno.test("LiveView marks only what cannot be found otherwise", () => {
  const [alone, behind] = ["alone", "behind"];
  const view = new LiveView(
    <main>
      <p>{alone}</p>
      text {behind} and {<b>one</b>}
      <ul>{rows(1, 2).map(({ id, name }) => <li key={id}>{name}</li>)}</ul>
      <div>{["bare", <i key="i">element</i>]}</div>
    </main>,
  );
  strictEqual(
    view.html(),
    "<main><p>alone</p>text behind<!----> and <b>one</b><!----><ul><li>row 1</li><li>row 2</li></ul>" +
      "<div><!---->bare<!----><i>element</i></div></main>",
  );
});

Deno.test("LiveView sends templates once, and each shape without or with its values", () => {
  const view = new LiveView(counter(0));
  deepStrictEqual(view.templates(), [
    [0, '<p>Count: <!--$0--> <button type="button" $1>+</button></p>', [0, "@click"]],
  ]);
  deepStrictEqual(view.templates(new Set([0])), []);
  deepStrictEqual(view.shape(), [1, [0, 1, 0, 1]]);
  deepStrictEqual(view.content(), [1, [0, 1, "0", 1], 1]);
});

Deno.test("LiveView update gives what has changed, and nothing when nothing has", () => {
  const view = new LiveView(counter(0));
  strictEqual(view.update(counter(0)), undefined);
  strictEqual(view.version, 1);
  deepStrictEqual(view.update(counter(1)), [1, "1"]);
  strictEqual(view.version, 2);
  strictEqual(view.html(), '<p>Count: 1<!----> <button type="button">+</button></p>');
  deepStrictEqual(view.shape(), [2, [0, 1, 0, 1]]);
});

Deno.test("LiveView update patches attributes by their slots", () => {
  const field = (value: string | undefined, isOff: boolean) => <input value={value} disabled={isOff} {...{}} />;
  const box = (value: string | undefined, isOff: boolean) => <button type="button" title={value} disabled={isOff} />;
  for (const element of [field, box]) {
    const view = new LiveView(element("a", false));
    const patch = view.update(element("b<", true));
    ok(Array.isArray(patch) && patch.length === 4);
    strictEqual(view.html(), renderToHtml(element("b<", true)));
    view.update(element(undefined, false));
    strictEqual(view.html(), renderToHtml(element(undefined, false)));
  }
});

Deno.test("LiveView update of a keyed list inserts, moves, removes and patches by key", () => {
  const view = new LiveView(list(rows(1, 2, 3, 4)));
  const first = 2;
  deepStrictEqual(view.update(list(rows(1, 2, 3, 4, 5))), [1, { "+": [0, [1, first + 4, "row 5"]] }]);
  deepStrictEqual(view.update(list(rows(9, 1, 2, 3, 4, 5))), [1, { "+": [first, [1, first + 5, "row 9"]] }]);
  deepStrictEqual(view.update(list(rows(9, 1, 3, 4, 5))), [1, { "-": [first + 1] }]);
  deepStrictEqual(view.update(list(rows(1, 3, 4, 5, 9))), [1, { "+": [0, first + 5] }]);
  deepStrictEqual(view.update(list(rows(1, 3, 4, 5, 9).with(2, { id: 4, name: "new" }))), [first + 3, "new"]);
  deepStrictEqual(view.update(list([])), [1, []]);
  deepStrictEqual(view.update(list(rows(1))), [1, [[1, first + 6, "row 1"]]]);
});

Deno.test("LiveView update of a list keeps to its order whatever happens", () => {
  let ids = [1, 2, 3, 4, 5, 6];
  const view = new LiveView(list(rows(...ids)));
  for (const next of [[6, 5, 4, 3, 2, 1], [2, 1, 7, 6], [2, 2, 8], [8, 2, 1], []]) {
    ids = next;
    view.update(list(rows(...ids)));
    strictEqual(view.html(), renderToHtml(list(rows(...ids))));
  }
});

Deno.test("LiveView update sends a template that is new before its first use, and no number twice", () => {
  const open = "x";
  const page = (isOpen: boolean) => <div>{isOpen ? <b>{open}</b> : "closed"}</div>;
  const view = new LiveView(page(false));
  deepStrictEqual(view.update(page(true)), [[[1, "<b><!--$0--></b>", [0]]], 1, [1, 2, "x"]]);
  deepStrictEqual(view.update(page(false)), [1, "closed"]);
  deepStrictEqual(view.update(page(true)), [1, [1, 3, "x"]]);
});

Deno.test("LiveView sends no template that its browser has from another page, whose version was seen", () => {
  const numbers = createTemplateNumbers();
  const known = new Set<number>();
  const page = (isOpen: boolean) => <div>{isOpen ? list(rows(1)) : counter(0)}</div>;
  const opened = (isOpen: boolean) => {
    const view = new LiveView(page(isOpen), {}, numbers);
    view.join(known);
    return view;
  };
  const [first, second] = [opened(false), opened(false)];
  deepStrictEqual(second.templates(known), first.templates());
  first.ack(1);
  deepStrictEqual(second.templates(known), []);
  deepStrictEqual(second.content(), first.content());
  // Both bring it: the browser may have dropped the other one.
  for (const view of [first, second]) match(JSON.stringify(view.update(page(true))), /<li/);
  match(JSON.stringify(opened(true).templates(known)), /<li/);
  second.ack(2);
  deepStrictEqual(opened(true).templates(known), []);
  doesNotMatch(JSON.stringify(opened(false).update(page(true))), /<li/);
});

Deno.test("LiveView remembers at most 1,000 templates that a browser has", () => {
  const known = new Set<number>();
  const numbers = createTemplateNumbers();
  for (let at = 0; at <= 1000; at++) {
    const view = new LiveView(<input {...{ [`data-n${at}`]: "" }} />, {}, numbers);
    view.join(known);
    view.ack(1);
    deepStrictEqual(view.templates(known), []);
    ok(known.size <= 1000);
  }
});

Deno.test("LiveView leaves no comment in finished HTML that passes for a marker", () => {
  const page = (html: string) => <p dangerouslySetInnerHTML={{ __html: html }} />;
  for (const empty of ["<!---->", "<!-->", "<!--->", "<!----!>", "<!>"]) {
    strictEqual(new LiveView(page(`a${empty}b`)).html(), "<p>a<!-- -->b</p>", empty);
  }
  for (const other of ["<!-- -->", "<!--a-->", "<!----->", "<!---!>-->", "<!--!>-->", "<!DOCTYPE>"]) {
    strictEqual(new LiveView(page(other)).html(), `<p>${other}</p>`, other);
  }
});

Deno.test("LiveView update replaces a child whose key has changed", () => {
  const page = (id: number) => <div>{id > 0 && <input key={id} title="t" />}</div>;
  const view = new LiveView(page(1));
  deepStrictEqual(view.update(page(1)), undefined);
  deepStrictEqual(view.update(page(2)), [1, [1, 3]]);
});

Deno.test("LiveView handler finds what a version showed", () => {
  const view = new LiveView(counter(0, 1));
  view.update(counter(1, 2));
  deepStrictEqual(view.handler(1, 2), { type: "message", message: { type: "added", step: 1 } });
  deepStrictEqual(view.handler(2, 2), { type: "message", message: { type: "added", step: 2 } });
  strictEqual(view.handler(2, 1), undefined);
  strictEqual(view.handler(3, 2), undefined);
  strictEqual(view.handler(0, 2), undefined);
});

Deno.test("LiveView handler takes the newest when nothing that can be seen has changed", () => {
  const view = new LiveView(counter(0, 1));
  strictEqual(view.update(counter(0, 5)), undefined);
  deepStrictEqual(view.handler(1, 2), { type: "message", message: { type: "added", step: 5 } });
});

Deno.test("LiveView handler answers stale for versions that were acknowledged past or are too old", () => {
  const view = new LiveView(counter(0));
  for (let count = 1; count <= 4; count++) view.update(counter(count));
  view.ack(3);
  strictEqual(view.handler(2, 2), "stale");
  ok(typeof view.handler(3, 2) === "object");
  for (let count = 5; count <= 12; count++) view.update(counter(count));
  strictEqual(view.version, 13);
  strictEqual(view.handler(5, 2), "stale");
  ok(typeof view.handler(6, 2) === "object");
  view.ack(99);
  ok(typeof view.handler(6, 2) === "object");
});

Deno.test("LiveView tells when a handler comes and goes", () => {
  const page = (isOn: boolean) => <button type="button" onClick={isOn ? send("x") : undefined}>x</button>;
  const view = new LiveView(page(false));
  deepStrictEqual(view.update(page(true)), [1, 1]);
  ok(view.handler(2, 1));
  deepStrictEqual(view.update(page(false)), [1, 0]);
  strictEqual(view.handler(3, 1), undefined);
});

Deno.test("LiveView resolves the addresses of forms, and leaves out those that run as script", () => {
  const page = (href: string) => (
    <form action="?_action=x">
      <a href={href}>x</a>
    </form>
  );
  const form = (action: string) => <form action={action} />;
  const view = new LiveView(form("?_action=x"), { documentUrl: "/a?q=1" });
  strictEqual(view.html(), '<form action="/a?q=1&amp;_action=x"></form>');
  deepStrictEqual(view.update(form("?_action=x"), { documentUrl: "/a?q=2" }), [1, "/a?q=2&_action=x"]);
  const links = new LiveView(page("/x"));
  deepStrictEqual(links.update(page("javascript:alert(1)")), [1, null]);
});

Deno.test("LiveView refuses what changes inside of a <template>: nothing of it is in the DOM", () => {
  const now = new Date(0).toISOString();
  const inside = (
    <template>
      <p>{now}</p>
    </template>
  );
  throws(() => new LiveView(inside).html(), /dynamic part inside of it, expected constant HTML\nhint: /);
  const constant = (
    <template data-now={now}>
      <p>always</p>
    </template>
  );
  strictEqual(new LiveView(constant).html(), `<template data-now="${now}"><p>always</p></template>`);
});

Deno.test("LiveView keeps a line break at the start of a text", () => {
  const text = "\na";
  strictEqual(new LiveView(<textarea value={text} />).html(), "<textarea>\n\na</textarea>");
  // Of a title the parser drops none.
  strictEqual(new LiveView(<title>{text}</title>).html(), "<title>\na</title>");
});

Deno.test("LiveView treats the text of a textarea as one value", () => {
  const page = (text: string) => <textarea rows={2} value={text} />;
  const view = new LiveView(page("a"));
  strictEqual(view.html(), '<textarea rows="2">a</textarea>');
  deepStrictEqual(view.update(page("</textarea>")), [2, "</textarea>"]);
  strictEqual(view.html(), '<textarea rows="2">&lt;/textarea></textarea>');
});

Deno.test("LiveView refuses two dynamic parts where only text can stand", () => {
  const [a, b] = ["a", "b"];
  throws(() => new LiveView(<style>{a}{b}</style>), /hint: put them into one template string/);
});

Deno.test("LiveView patches of a page of 1000 rows stay small", () => {
  const table = (count: number, rows: readonly Row[]) => (
    <main>
      <p>{count}</p>
      <table>
        <tbody>
          {rows.map(({ id, name }) => (
            <tr key={id}>
              <td>{id}</td>
              <td>{name}</td>
              <td class="n">{name}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
  const all = rows(...Array.from({ length: 1000 }, (_, at) => at));
  const view = new LiveView(table(0, all));
  const cell = all.with(500, { id: 500, name: "changed" });
  const more = { id: 1000, name: "Ada Lovelace" };
  ok(bytes(view.update(table(1, all))) <= 16);
  ok(bytes(view.update(table(1, cell))) <= 40);
  ok(bytes(view.update(table(1, [...cell, more]))) <= 170);
  ok(bytes(view.update(table(1, [{ ...more, id: 1001 }, ...cell, more]))) <= 190);
});
