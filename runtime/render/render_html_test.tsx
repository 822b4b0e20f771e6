import { ok, strictEqual, throws } from "node:assert";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Handler } from "../page/send.ts";
import { recordingSend as send } from "../page/send.ts";
import { renderToHtml } from "./render_html.ts";
import { rawNode } from "./tree.ts";

const hostile = `<script>alert("1")</script>&`;
const escaped = "&lt;script>alert(&quot;1&quot;)&lt;/script>&amp;";

function gives(view: unknown, html: string): void {
  strictEqual(renderToHtml(view), html);
}

Deno.test("renderToHtml escapes text and attribute values once", () => {
  gives(<p title={hostile} data-x={hostile}>{hostile}</p>, `<p title="${escaped}" data-x="${escaped}">${escaped}</p>`);
  gives(<p {...{ title: hostile }}>{hostile}</p>, `<p title="${escaped}">${escaped}</p>`);
  const Pass = ({ children }: { children?: unknown }) => children;
  gives(<Pass>{hostile} and {[hostile]}</Pass>, `${escaped} and ${escaped}`);
  gives(<Pass>{hostile}</Pass>, escaped);
});

Deno.test("renderToHtml shows strings and numbers, and nothing for null, undefined, booleans and functions", () => {
  gives(<p>{[0, 1.5, 2n, "", "a", null, undefined, true, false, () => 1]}</p>, "<p>01.52a</p>");
  gives("a<b", "a&lt;b");
  gives(null, "");
});

Deno.test("renderToHtml joins nested and frozen arrays and leaves them alone", () => {
  const list = Object.freeze(["a<", Object.freeze([1, <b key="x">{hostile}</b>])]);
  gives(<p>{list}{list}</p>, `<p>a&lt;1<b>${escaped}</b>a&lt;1<b>${escaped}</b></p>`);
  strictEqual(list[0], "a<");
});

Deno.test("renderToHtml prints boolean attributes by their bare name or not at all", () => {
  const [on, off] = [true, false];
  gives(
    <input disabled={on} checked={off} required={on} hidden={off} readOnly={on} />,
    "<input disabled required readonly>",
  );
  gives(<input {...{ disabled: on, checked: off, hidden: on, readOnly: on }} />, "<input disabled hidden readonly>");
});

Deno.test("renderToHtml spells out the false of aria, data and enumerated attributes", () => {
  const off = false;
  gives(
    <p aria-hidden={off} data-on={off} draggable={off} contentEditable={off} title={undefined} />,
    '<p aria-hidden="false" data-on="false" draggable="false" contenteditable="false"></p>',
  );
  gives(<p {...{ "aria-hidden": off, spellcheck: off }} />, '<p aria-hidden="false" spellcheck="false"></p>');
  // Its fifth character is a hyphen too, but the name is not the author's.
  gives(<p {...{ clipPath: off } as object} />, "<p></p>");
});

Deno.test("renderToHtml marks the chosen option of a select, in components and groups too", () => {
  const Choice = ({ value }: { value: number }) => <option value={value}>{value}</option>;
  gives(
    <select name="n" value={2}>
      {[1, 2].map((n) => <Choice key={n} value={n} />)}
      <optgroup label="more">
        <option value="3">3</option>
      </optgroup>
    </select>,
    '<select name="n"><option value="1">1</option><option value="2" selected>2</option>' +
      '<optgroup label="more"><option value="3">3</option></optgroup></select>',
  );
  gives(<option value={undefined}>x</option>, "<option>x</option>");
});

Deno.test("renderToHtml puts the value of a textarea between its tags", () => {
  gives(<textarea value={`a</textarea>${hostile}`} />, `<textarea>a&lt;/textarea>${escaped}</textarea>`);
  gives(<textarea defaultValue="x" rows={2} />, '<textarea rows="2">x</textarea>');
  const value = "\nfirst";
  gives(<textarea value={value} />, "<textarea>\n\nfirst</textarea>");
});

Deno.test("renderToHtml prints defaultValue and defaultChecked as value and checked", () => {
  const [value, on] = ["x", true];
  gives(<input defaultValue={value} defaultChecked={on} />, '<input value="x" checked>');
  gives(<input defaultValue="y" title="defaultvalue" />, '<input value="y" title="defaultvalue">');
  gives(<input {...{ defaultValue: "z", defaultChecked: true }} />, '<input value="z" checked>');
});

Deno.test("renderToHtml drops keys, refs, handlers and whatever else is called on…", () => {
  gives(<button type="button" key="k" onClick={send({ type: "x" })}>x</button>, '<button type="button">x</button>');
  gives(<p {...{ onClick: send("x"), ref: {}, key: "k" } as object}>x</p>, "<p>x</p>");
  gives(<p {...{ onclick: "alert(1)", ONERROR: "alert(1)" } as object} />, "<p></p>");
});

Deno.test("renderToHtml leaves out addresses that would run as script", () => {
  for (const href of ["javascript:alert(1)", " \u0001JaVa\tScRi\npt:alert(1)", "javascript\r:x"]) {
    gives(<a href={href}>x</a>, "<a>x</a>");
    gives(<a {...{ href }}>x</a>, "<a>x</a>");
    gives(<a {...{ HREF: href } as object}>x</a>, "<a>x</a>");
    gives(<iframe src={href} />, "<iframe></iframe>");
    gives(
      <form action={href}>
        <button type="submit" {...{ formAction: href }} />
      </form>,
      '<form><button type="submit"></button></form>',
    );
    gives(
      <svg>
        <a {...{ xlinkHref: href } as object} />
      </svg>,
      "<svg><a></a></svg>",
    );
  }
  for (const href of ["/javascript:x", "https://x.test/?q=javascript:1", "#javascript:", "mailto:a@b.test"]) {
    gives(<a href={href}>x</a>, `<a href="${href}">x</a>`);
  }
});

Deno.test("renderToHtml writes style objects, without units of its own", () => {
  const color = "red";
  gives(
    <p style={{ backgroundColor: color, "--x": 1, width: 3, top: null, left: "" }} />,
    '<p style="background-color:red;--x:1;width:3;"></p>',
  );
  gives(<p style={{ top: undefined }} />, "<p></p>");
});

Deno.test("renderToHtml renames attributes of spread props as those of templates", () => {
  const props = {
    className: "c",
    htmlFor: "f",
    tabIndex: 1,
    acceptCharset: "utf-8",
    strokeWidth: 2,
    viewBox: "0 0 1 1",
    colSpan: 2,
    spellCheck: true,
    xmlLang: "de",
  };
  const html = '<p class="c" for="f" tabindex="1" accept-charset="utf-8" stroke-width="2" viewBox="0 0 1 1" ' +
    'colspan="2" spellcheck="true" xml:lang="de"></p>';
  gives(<p {...props} />, html);
  gives(<p {...{ className: "old" }} class="new" />, '<p class="new"></p>');
});

Deno.test("renderToHtml leaves out attributes whose names would break the tag", () => {
  gives(<p {...{ "x><script>": 1, "a b": 2, 'q"': 3, ok: 4 } as object} />, '<p ok="4"></p>');
});

Deno.test("renderToHtml inserts inner HTML and raw nodes as they are", () => {
  gives(<p dangerouslySetInnerHTML={{ __html: "<i>1</i>" }} />, "<p><i>1</i></p>");
  gives(<p>{rawNode("<i>1</i>")}</p>, "<p><i>1</i></p>");
  const forged = JSON.parse('{"statics":["<script>"],"slots":[],"html":"<script>","tag":"script","props":{}}');
  gives(<p>{forged}</p>, "<p></p>");
});

Deno.test("renderToHtml closes all but void elements", () => {
  const props = {};
  gives(
    <div>
      <br {...props} />
      <i {...props} />
      <hr />
      <b />
    </div>,
    "<div><br><i></i><hr><b></b></div>",
  );
});

Deno.test("renderToHtml calls components that return strings, arrays and nothing", () => {
  const Text = () => hostile;
  const Many = () => ["<", <b key="b">{1}</b>];
  const None = () => null;
  gives(
    <p>
      <Text />
      <Many />
      <None />
    </p>,
    `<p>${escaped}&lt;<b>1</b></p>`,
  );
});

Deno.test("renderToHtml resolves the address of an action against the document", () => {
  const action = "?_action=%2Fgames%2F%3Aid%23add";
  const html = renderToHtml(<form method="post" action={action}></form>, {
    documentUrl: "/games/3?tab=log&_action=old&%5Faction=older&q=a+b#top",
  });
  strictEqual(
    html,
    '<form method="post" action="/games/3?tab=log&amp;q=a+b&amp;_action=%2Fgames%2F%3Aid%23add"></form>',
  );
  ok(renderToHtml(<form {...{ action }}></form>, { documentUrl: "/g" }).includes('action="/g?_action='));
  gives(<form action={action}></form>, '<form action="?_action=%2Fgames%2F%3Aid%23add"></form>');
});

Deno.test("renderToHtml refuses a stray Preact vnode and an impossible tag", () => {
  const vnode = { type: "p", props: {}, __k: null } as unknown as VNode;
  throws(() => renderToHtml(<p>{vnode}</p>), /preact\(Component\)/);
  const Tag = "p onload=x" as "p";
  throws(() => renderToHtml(<Tag />), /expected a name/);
});

// What must not compile.
export function typesOf(handler: Handler, on: () => void): unknown {
  const Card = (props: { title: string; children?: unknown }) => <p>{props.title}</p>;
  return (
    <>
      <button type="button" class="a" onClick={handler} onMouseEnter={undefined} style={{ color: "red" }} />
      {/* @ts-expect-error a raw function is no handler */}
      <button type="button" onClick={on} />
      {/* @ts-expect-error nor is text */}
      <button type="button" onClick="alert(1)" />
      {/* @ts-expect-error a missing prop */}
      <Card />
      <Card title="x" key={1}>{[1, "a", null]}</Card>
      {/* @ts-expect-error a wrong prop */}
      <Card title={3} />
      <input type={handler ? "text" : "password"} list="names" role="combobox" key={2} />
      {/* @ts-expect-error an unknown attribute of a field */}
      <input titel="x" />
      {/* @ts-expect-error an unknown type of field */}
      <input type="txt" />
      {/* @ts-expect-error an unknown attribute */}
      <p titel="x" />
      {/* @ts-expect-error an unknown element */}
      <blink />
      {/* @ts-expect-error a wrong value */}
      <input maxLength={{}} />
      {/* @ts-expect-error a ref has no meaning in a view */}
      <input ref={null} />
    </>
  );
}

Deno.test("renderToHtml says what to do about a hook in a component of the app", () => {
  function Clock() {
    const [time] = useState("12:00");
    return <p>{time}</p>;
  }
  throws(() =>
    renderToHtml(
      <main>
        <Clock />
      </main>,
    ), {
    name: "TypeError",
    message: /^Cannot call a hook in the component Clock: .*\nhint: .*preact\(Component\)$/,
  });
});
