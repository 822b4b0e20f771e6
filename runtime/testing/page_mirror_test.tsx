import { strictEqual, throws } from "node:assert";
import { LiveView } from "../live/live_view.ts";
import { recordingSend } from "../page/send.ts";
import { renderToHtml } from "../render/render_html.ts";
import type { Json } from "../wire/codec.ts";
import { PageMirror } from "./page_mirror.ts";

interface Model {
  readonly text: string;
  readonly isOpen: boolean;
  readonly rows: readonly number[];
}

const first: Model = { text: 'a "<b>', isOpen: true, rows: [1, 2, 3] };

function view({ text, isOpen, rows }: Model): unknown {
  return (
    <>
      costs $0 {text}
      <p title={text} hidden={isOpen} class="a $1 b">{isOpen ? <b>{text}</b> : null}</p>
      <textarea value={`\n${text}`} />
      <div dangerouslySetInnerHTML={{ __html: isOpen ? "<div>one</div> two" : "<i>three</i>" }} />
      <ul>
        {rows.map((row) => (
          <li key={row}>
            {row}
            <button type="button" onClick={recordingSend(row)}>x</button>
          </li>
        ))}
      </ul>
    </>
  );
}

function mirrorOf(page: LiveView, how: "lean" | "full"): PageMirror {
  const shape = how === "lean" ? page.shape() : page.content();
  return new PageMirror({ shape, templates: page.templates(), html: page.html() });
}

for (const how of ["lean", "full"] as const) {
  Deno.test(`PageMirror follows the patches of a page, from a ${how} shape`, () => {
    const page = new LiveView(view(first));
    const mirror = mirrorOf(page, how);
    strictEqual(mirror.html(), renderToHtml(view(first)));
    const models: Model[] = [
      { ...first, text: "\nb" },
      { ...first, isOpen: false },
      { ...first, rows: [3, 1, 4] },
      { text: "", isOpen: true, rows: [] },
      { text: "c", isOpen: true, rows: [5] },
    ];
    for (const model of models) {
      mirror.apply(page.update(view(model))!);
      strictEqual(mirror.html(), renderToHtml(view(model)));
      strictEqual(mirror.version, page.version);
    }
  });
}

Deno.test("PageMirror refuses a patch for what is not on the page, or not any more", () => {
  const page = new LiveView(view(first));
  const mirror = mirrorOf(page, "full");
  throws(() => mirror.apply([999, "x"]), /Cannot patch slot 999/);
  const patch = page.update(view({ ...first, rows: [1] }))!;
  mirror.apply(patch);
  throws(() => mirror.apply(patch), /Cannot find item \d+ of a list/);
});

Deno.test("PageMirror refuses HTML that is not what the shape describes", () => {
  const page = new LiveView(view(first));
  const start = { shape: page.shape(), templates: page.templates() };
  const html = page.html();
  throws(() => new PageMirror({ ...start, html: html.replace("<ul>", "<ol>") }), /Cannot find ".*<ul>"/);
  throws(() => new PageMirror({ ...start, html: `${html}x` }), /Cannot find the end/);
  throws(() => new PageMirror({ ...start, templates: [] satisfies Json }), /Cannot show template 0: it was never sent/);
});
