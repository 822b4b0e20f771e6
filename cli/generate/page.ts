/**
 * `rally generate page PATH` and `rally generate layout PATH`: a file below `app/pages/` with its test.
 *
 * @module
 */
import { type PageFile, pageFileOf } from "../../codegen/routes/page_file.ts";
import type { Mode } from "../../runtime/page/contract.ts";
import { usage } from "../core/command_error.ts";
import { title } from "./names.ts";
import type { Proposal } from "./proposal.ts";

/** A page with its test. `path` is a route, `/games/:id`, or a file's place, `games/[id]`. */
export function generatePage(path: string, mode: Mode): Proposal[] {
  const place = placeOf(path) || "index";
  const { name, page } = fileOf(`${place}.tsx`);
  const heading = title(name.replace(/\W/g, "").replace(/^index$/, place.split("/").at(-2) ?? "home"));
  return [
    {
      path: `app/pages/${place}.tsx`,
      text: mode === "static" ? staticPage(page, heading) : loopPage(page, heading, mode),
    },
    { path: testPath(place), text: pageTest(place, heading, mode) },
  ];
}

/** A layout with its test. */
export function generateLayout(path: string): Proposal[] {
  const folder = placeOf(path);
  const place = folder === "" ? "layout" : `${folder}/layout`;
  const { page } = fileOf(`${place}.tsx`);
  const name = page.path === "/" ? "page" : page.path.slice(1).replaceAll(/\W+/g, "_").replaceAll(/^_|_$/g, "");
  return [
    {
      path: `app/pages/${place}.tsx`,
      text: `/** What stands around the pages below ${page.path}. */
import type { Send, View } from "@rally/rally";

export function view(_model: undefined, _send: Send<never>, children?: View) {
  return <div class="${name}">{children}</div>;
}
`,
    },
    {
      path: testPath(place),
      text: `import { testPage } from "@rally/rally/testing";
import { match } from "node:assert";
import * as layout from "./layout.tsx";

Deno.test("the layout stands around its pages", () => {
  match(testPage(layout).html(), /<div class="${name}">/);
});
`,
    },
  ];
}

/** `/games/:id` and `games/[id]` are one place. */
function placeOf(path: string): string {
  const parts = path.replace(/\.tsx$/, "").split("/").filter(Boolean);
  return parts.map((part) => part.replace(/^:(\w+)\*$/, "[...$1]").replace(/^:(\w+)$/, "[$1]")).join("/");
}

function fileOf(place: string): { name: string; page: PageFile } {
  const page = pageFileOf(`app/pages/${place}`);
  const [[message, hint] = []] = page?.mistakes ?? [["The path is no route", "Names that begin with _ are left out"]];
  if (!page || message !== undefined) throw usage(`${message ?? ""}: got "${place}"`, hint ?? "");
  return { name: place.split("/").at(-1)!.replace(/\.tsx$/, ""), page };
}

function testPath(place: string): string {
  return `app/pages/${place.replace(/\[(?:\.\.\.)?(\w+)\]$/, "$1")}_test.ts`;
}

function paramsOf({ params, path }: PageFile): string {
  const schemas = params.map((param) =>
    `${param}: ${path.includes(`:${param}*`) ? "z.array(z.string())" : "z.string()"}`
  );
  return `params: { ${schemas.join(", ")} }`;
}

function staticPage(page: PageFile, heading: string): string {
  const contract = page.params.length === 0 ? "" : `import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("${page.path}", { ${paramsOf(page)} });

`;
  return `/** ${heading}. */
${contract}export const view = () => <h1>${heading}</h1>;

export const head = () => ({ title: "${heading}" });
`;
}

function loopPage(page: PageFile, heading: string, mode: Mode): string {
  const hasParams = page.params.length > 0;
  return `/** ${heading}. */
import { type Effect, none, page, type Send } from "@rally/rally";
${hasParams ? 'import { z } from "zod";\n' : ""}
export const contract = page("${page.path}", {
  mode: "${mode}",${hasParams ? `\n  ${paramsOf(page)},` : ""}
});

export type Model = { readonly count: number };
export type Msg = { type: "counted" };

export function init(): [Model, Effect<Msg>[]] {
  return [{ count: 0 }, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "counted":
      return [{ ...model, count: model.count + 1 }, none];
  }
}

export function view(model: Model, send: Send<Msg>) {
  return (
    <>
      <h1>${heading}</h1>
      <button type="button" onClick={send({ type: "counted" })}>Clicked {model.count} times</button>
    </>
  );
}

export const head = () => ({ title: "${heading}" });
`;
}

function pageTest(place: string, heading: string, mode: Mode): string {
  const file = place.split("/").at(-1)!;
  const isStatic = mode === "static";
  return `import { testPage } from "@rally/rally/testing";
import { match${isStatic ? "" : ", strictEqual"} } from "node:assert";
import * as subject from "./${file}.tsx";

Deno.test("the page has its heading", () => {
  match(testPage(subject).html(), /<h1>${heading}<\\/h1>/);
});
${
    isStatic ? "" : `
Deno.test("a click counts", () => {
  const page = testPage(subject);
  page.send({ type: "counted" });
  strictEqual(page.model.count, 1);
});
`
  }`;
}
