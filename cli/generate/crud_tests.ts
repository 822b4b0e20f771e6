/**
 * The tests of the pages of `rally generate crud`.
 *
 * @module
 */
import type { Crud } from "./crud.ts";
import type { Field } from "./fields.ts";
import { camelCase, title } from "./names.ts";
import type { Proposal } from "./proposal.ts";

/** A test for each page. */
export function crudTests(crud: Crud): Proposal[] {
  const { many } = crud;
  return [
    { path: `app/pages/${many}/index_test.ts`, text: listTest(crud) },
    { path: `app/pages/${many}/new_test.ts`, text: newTest(crud) },
    { path: `app/pages/${many}/id_test.ts`, text: editTest(crud) },
  ];
}

function listTest({ many, fields }: Crud): string {
  return `import { testPage } from "@rally/rally/testing";
import { match } from "node:assert";
import * as list from "./index.tsx";

Deno.test("the list links to every row, and says when there is none", () => {
  const rows = [${sample(fields)}];
  match(testPage(list, { data: { ${camelCase(many)}: rows } }).html(), /<a href="\\/${many}\\/1">${
    shown(fields[0]!)
  }<\\/a>/);
  match(testPage(list, { data: { ${camelCase(many)}: [] } }).html(), /There are none yet/);
});
`;
}

function newTest({ fields }: Crud): string {
  const { name } = fields.find(({ type }) => type !== "bool") ?? fields[0]!;
  return `import { refuse } from "@rally/rally";
import { testPage } from "@rally/rally/testing";
import { doesNotMatch, match } from "node:assert";
import * as subject from "./new.tsx";

Deno.test("a refused ${title(name).toLowerCase()} is marked, and the form says so", () => {
  const page = testPage(subject);
  doesNotMatch(page.html(), /aria-invalid/);
  page.send({ type: "answered", result: refuse.invalid({ ${camelCase(name)}: ["Not like this."] }, "Look again.") });
  match(page.html(), /name="${camelCase(name)}"[^>]*aria-invalid="true"/);
  match(page.html(), /role="alert">Look again\\./);
});
`;
}

function editTest({ one, fields }: Crud): string {
  const text = fields.find(({ type }) => type !== "bool");
  const expected = text ? `value="${shown(text)}"` : 'type="checkbox"';
  return `import { refuse } from "@rally/rally";
import { testPage } from "@rally/rally/testing";
import { match } from "node:assert";
import * as subject from "./[id].tsx";

const row = ${sample(fields)};

Deno.test("the form shows what is there, and says why it was refused", () => {
  const page = testPage(subject, { data: { ${camelCase(one)}: row }, params: { id: 1 } });
  match(page.html(), /${expected}/);
  page.send({ type: "answered", result: refuse.conflict("Somebody was quicker.") });
  match(page.html(), /role="alert">Somebody was quicker\\./);
});
`;
}

function sample(fields: readonly Field[]): string {
  return `{ id: 1, ${
    fields.map(({ name, ...field }) => `${camelCase(name)}: ${literal({ name, ...field })}`).join(", ")
  } }`;
}

function literal({ name, type }: Field): string {
  return { text: `"Some ${name.replaceAll("_", " ")}"`, int: "7", real: "2.5", bool: "true" }[type];
}

function shown({ name, type }: Field): string {
  return { text: `Some ${name.replaceAll("_", " ")}`, int: "7", real: "2\\.5", bool: "true" }[type];
}
