/**
 * The pages of `rally generate crud`.
 *
 * @module
 */
import type { Crud } from "./crud.ts";
import type { Field } from "./fields.ts";
import { article, camelCase, pascalCase, title } from "./names.ts";
import type { Proposal } from "./proposal.ts";

/** The schema, the fields of the form, and three pages. */
export function crudPages(crud: Crud): Proposal[] {
  const { many, one } = crud;
  const file = (name: string, text: string): Proposal => ({ path: `app/pages/${many}/${name}`, text });
  return [
    file(`${one}.ts`, schema(crud)),
    file(`_${one}_fields.tsx`, formFields(crud)),
    file("index.tsx", listPage(crud)),
    file("new.tsx", newPage(crud)),
    file("[id].tsx", editPage(crud)),
  ];
}

function schema({ one, fields }: Crud): string {
  const type = pascalCase(one);
  const lines = fields.map((field) => `  ${camelCase(field.name)}: ${schemaOf(field)},\n`).join("");
  return `/** What a person enters of ${article(one)} ${words(one)}. */
import { z } from "zod";

export const ${type} = z.object({
${lines}});
export type ${type} = z.infer<typeof ${type}>;
`;
}

function schemaOf({ name, type }: Field): string {
  switch (type) {
    case "text":
      return `z.string().trim().min(1, "Enter the ${words(name)}.")`;
    case "int":
      return "z.int()";
    case "real":
      return "z.number()";
    case "bool":
      return "z.boolean()";
  }
}

function formFields({ one, fields }: Crud): string {
  const type = pascalCase(one);
  const name = camelCase(one);
  const hasChoice = fields.some((field) => field.type === "bool");
  return `/** The fields of ${article(one)} ${words(one)}, for the forms that add and change one. */
import ${hasChoice ? "{ choice, type FormParts }" : "type { FormParts }"} from "@rally/rally";
import type { ${type} } from "./${one}.ts";

interface Props {
  readonly parts: FormParts<${type}>;
  /** What is there already. */
  readonly ${name}?: ${type};
}

export function ${type}Fields({ parts, ${name} }: Props) {
  return (
    <>
${fields.map((field) => formField(field, name)).join("")}    </>
  );
}
`;
}

function formField({ name, type }: Field, row: string): string {
  const field = camelCase(name);
  if (type === "bool") {
    return `      <label>
        <input type="checkbox" {...choice(parts, "${field}", true, ${row}?.${field})} /> ${title(name)}
      </label>
`;
  }
  return `      <label>
        ${title(name)} <input {...parts.field("${field}", ${row}?.${field})} />
      </label>
      <p class="problem" {...parts.alert("${field}")} />
`;
}

function listPage({ many, one, fields }: Crud): string {
  const [first] = fields;
  const [list, row, rows] = [camelCase(`list_${many}`), camelCase(one), camelCase(many)];
  const label = first!.type === "bool"
    ? `String(${row}.${camelCase(first!.name)})`
    : `${row}.${camelCase(first!.name)}`;
  return `/** All ${words(many)}. */
import { type Data, type Load, page } from "@rally/rally";
import { z } from "zod";
import { href } from "../../../generated/routes.ts";
import { ${list}, ${pascalCase(`list_${many}`)}Row } from "./sql/queries.ts";

export const contract = page("/${many}", {
  mode: "static",
  data: z.object({ ${rows}: z.array(${pascalCase(`list_${many}`)}Row) }),
});
type Page = typeof contract;

export function view({ ${rows} }: Data<Page>) {
  return (
    <>
      <h1>${title(many)}</h1>
      <ul>
        {${rows}.map((${row}) => (
          <li key={${row}.id}>
            <a href={href.${camelCase(many)}Id({ id: ${row}.id })}>{${label}}</a>
          </li>
        ))}
      </ul>
      {${rows}.length === 0 && <p>There are none yet.</p>}
      <a href={href.${camelCase(many)}New()}>Add ${article(one)} ${words(one)}</a>
    </>
  );
}

export const head = () => ({ title: "${title(many)}" });

export const load: Load<Page> = async ({ db }) => ({ ${rows}: await ${list}(db) });
`;
}

function newPage({ many, one }: Crud): string {
  const type = pascalCase(one);
  const [add, heading] = [camelCase(`add_${one}`), `Add ${article(one)} ${words(one)}`];
  return `/** ${heading}. */
import { action, calls, type Effect, form, type Handlers, none, page, type Result, type Send } from "@rally/rally";
import { redirect } from "@rally/rally/server";
import { href } from "../../../generated/routes.ts";
import { ${type}Fields } from "./_${one}_fields.tsx";
import { ${type} } from "./${one}.ts";
import { ${add} } from "./sql/queries.ts";

// CONTRACT
export const contract = page("/${many}/new", {
  mode: "client",
  actions: { add: action(${type}) },
});
type Page = typeof contract;
const server = calls(contract);

// MODEL AND MESSAGES
export type Model = { readonly answer?: Result<undefined> };
export type Msg = { type: "answered"; result: Result<undefined> };

// UPDATE LOOP
export function init(): [Model, Effect<Msg>[]] {
  return [{}, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "answered":
      return [{ ...model, answer: msg.result }, none];
  }
}

// VIEW
const add = form(server.add, (result): Msg => ({ type: "answered", result }));

export function view(model: Model, send: Send<Msg>) {
  const parts = add(send, model.answer);
  return (
    <>
      <h1>${heading}</h1>
      {parts.message && <p class="problem" role="alert">{parts.message}</p>}
      <form {...parts.attributes}>
        <${type}Fields parts={parts} />
        <button type="submit">Add</button>
      </form>
      <a href={href.${camelCase(many)}()}>Back</a>
    </>
  );
}

export const head = () => ({ title: "${heading}" });

// SERVER: never reaches the browser
export const handlers: Handlers<Page> = {
  async add({ db }, input) {
    await ${add}(db, input);
    redirect(href.${camelCase(many)}());
  },
};
`;
}

function editPage({ many, one }: Crud): string {
  const type = pascalCase(one);
  const row = camelCase(one);
  const [get, change, remove] = ["get", "change", "remove"].map((verb) => camelCase(`${verb}_${one}`));
  const getRow = `${pascalCase(`get_${one}`)}Row`;
  const heading = `Change ${article(one)} ${words(one)}`;
  return `/** ${heading}, or remove it. */
import {
  action,
  calls,
  type Effect,
  form,
  type Handlers,
  type Load,
  none,
  page,
  type Result,
  type Send,
  type Start,
} from "@rally/rally";
import { notFound, redirect } from "@rally/rally/server";
import { z } from "zod";
import { href } from "../../../generated/routes.ts";
import { ${type}Fields } from "./_${one}_fields.tsx";
import { ${type} } from "./${one}.ts";
import { ${[change, get, getRow, remove].sort(byName).join(", ")} } from "./sql/queries.ts";

// CONTRACT
export const contract = page("/${many}/:id", {
  mode: "client",
  params: { id: z.int() },
  data: z.object({ ${row}: ${getRow} }),
  actions: { change: action(${type}), remove: action(z.object({})) },
});
type Page = typeof contract;
const server = calls(contract);

// MODEL AND MESSAGES
export type Model = { readonly ${row}: ${type}; readonly answer?: Result<undefined> };
export type Msg = { type: "answered"; result: Result<undefined> };

// UPDATE LOOP
export function init({ data }: Start<Page>): [Model, Effect<Msg>[]] {
  return [data, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "answered":
      return [{ ...model, answer: msg.result }, none];
  }
}

// VIEW
const change = form(server.change, (result): Msg => ({ type: "answered", result }));
const remove = form(server.remove, (result): Msg => ({ type: "answered", result }), { confirm: "Remove it?" });

export function view(model: Model, send: Send<Msg>) {
  const parts = change(send, model.answer);
  return (
    <>
      <h1>${heading}</h1>
      {parts.message && <p class="problem" role="alert">{parts.message}</p>}
      <form {...parts.attributes}>
        <${type}Fields parts={parts} ${row}={model.${row}} />
        <button type="submit">Save</button>
      </form>
      <form {...remove(send).attributes}>
        <button type="submit">Remove</button>
      </form>
      <a href={href.${camelCase(many)}()}>Back</a>
    </>
  );
}

export const head = () => ({ title: "${heading}" });

// SERVER: never reaches the browser
export const load: Load<Page> = async ({ db, params }) => ({
  ${row}: await ${get}(db, { id: params.id }) ?? notFound(),
});

export const handlers: Handlers<Page> = {
  async change({ db, params }, input) {
    const { changes } = await ${change}(db, { ...input, id: params.id });
    if (changes === 0) notFound();
    redirect(href.${camelCase(many)}());
  },
  async remove({ db, params }) {
    await ${remove}(db, { id: params.id });
    redirect(href.${camelCase(many)}());
  },
};
`;
}

function words(name: string): string {
  return name.replaceAll("_", " ");
}

/** The order in which `deno fmt` sorts the names of an import. */
function byName(left: string, right: string): number {
  return left.toLowerCase() < right.toLowerCase() ? -1 : 1;
}
