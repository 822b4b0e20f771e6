import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { action, layout, page } from "@rally/rally";
import type { AppTable } from "@rally/rally/server";
import { z } from "zod";
import { anyShape } from "../../codegen/wire/test_schemas.ts";
import { jsonSchema } from "../../runtime/server/api/json_schema.ts";
import { keyedOf } from "../../runtime/server/api/keyed_schema.ts";
import { openApi } from "../../runtime/server/api/openapi.ts";
import { startNotes, table } from "./notes_app.tsx";

type Tree = Readonly<Record<string, unknown>>;
const info = { title: "Notes", version: "1.0.0" };

/** One member of a document after the other. */
function at(document: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce((node, key) => (node as Tree)[key], document);
}

const Thread: z.ZodType = z.object({
  text: z.string(),
  get replies() {
    return z.array(Thread);
  },
});
const everything = page("/all/:when/:path*", {
  params: { when: z.date(), path: z.array(z.string()) },
  query: { limit: z.int().min(1).max(100).default(10), tag: z.array(z.string()), q: z.string().optional() },
  data: z.object({
    at: z.date(),
    big: z.bigint(),
    bytes: z.instanceof(Uint8Array),
    set: z.set(z.string()),
    map: z.map(z.string(), z.date()),
    pair: z.tuple([z.string(), z.int().optional()]),
    either: z.union([z.string(), z.date()]),
    thread: Thread,
    maybe: z.string().nullish(),
  }),
  actions: {
    send: action(z.object({
      email: z.email().max(80),
      name: z.string().min(1).regex(/^[a-z]+$/),
      stars: z.number().gt(0).lte(5).multipleOf(0.5),
      tags: z.array(z.string()).max(3).default([]),
    })),
    upload: action(z.object({ file: z.file() }), { over: "post" }),
  },
});
const entry = { view: () => null, load: () => ({}) };
const frame = {
  contract: layout("/", { actions: { toggle: action(z.object({ on: z.boolean() })) } }),
  view: () => null,
};
const noCodecs = { actions: {} };
const richTable: AppTable = {
  ...table,
  pages: [
    {
      id: "all",
      file: "app/pages/all.tsx",
      path: everything.path,
      mode: "client",
      module: { ...entry, contract: everything },
      layouts: ["layout"],
      wire: noCodecs,
    },
    ...table.pages,
  ],
  layouts: [{ id: "layout", file: "app/pages/layout.tsx", path: "/", mode: "static", module: frame, wire: noCodecs }],
};

Deno.test("openApi() gives a valid OpenAPI 3.1 document", async () => {
  for (const one of [table, richTable]) {
    const result = await new Validator().validate(JSON.parse(JSON.stringify(openApi(one, info))));
    deepStrictEqual([result.valid, result.errors], [true, undefined]);
  }
  const broken = await new Validator().validate({ ...openApi(table, info), paths: { "no slash": {} } });
  strictEqual(broken.valid, false);
});

Deno.test("openApi() describes pages, actions and layouts at the addresses where they answer", () => {
  const paths = at(openApi(richTable, info), "paths") as Tree;
  deepStrictEqual(Object.keys(paths).sort(), [
    "/_rally/api/all/{when}/{path}",
    "/_rally/api/all/{when}/{path}:send",
    "/_rally/api/books/{id}",
    "/_rally/api/books/{id}:add",
    "/_rally/api/books/{id}:fail",
    "/_rally/api/books/{id}:rename",
    "/_rally/api:layout.toggle",
  ]);
  const [path, limit] = [0, 2].map((index) => at(paths, "/_rally/api/all/{when}/{path}", "get", "parameters", index));
  deepStrictEqual(at(path, "schema"), { type: "string", format: "date-time" });
  deepStrictEqual([at(limit, "required"), at(limit, "schema")], [false, { type: "integer", minimum: 1, maximum: 100 }]);
  deepStrictEqual(
    at(paths, "/_rally/api/books/{id}:add", "post", "requestBody", "content", "application/json", "schema"),
    {
      type: "object",
      properties: { text: { type: "string", minLength: 1 } },
      required: ["text"],
      additionalProperties: false,
    },
  );
});

Deno.test("openApi() says the bounds that a schema has", () => {
  const path = ["paths", "/_rally/api/all/{when}/{path}:send", "post", "requestBody", "content", "application/json"];
  const schema = at(openApi(richTable, info), ...path, "schema");
  deepStrictEqual(at(schema, "properties"), {
    email: { type: "string", format: "email", maxLength: 80 },
    name: { type: "string", minLength: 1, pattern: "^[a-z]+$" },
    stars: { type: "number", exclusiveMinimum: 0, maximum: 5, multipleOf: 0.5 },
    tags: { type: "array", items: { type: "string" }, maxItems: 3 },
  });
  deepStrictEqual(at(schema, "required"), ["email", "name", "stars"]);
});

Deno.test("what the API writes is what its JSON Schema says", () => {
  for (const side of ["input", "output"] as const) {
    fc.assert(
      fc.property(
        anyShape(side).chain(({ schema, value }) => fc.tuple(fc.constant(schema), value)),
        ([schema, value]) => {
          const { schema: described, definitions } = jsonSchema(schema, side, "part");
          const document = { ...described, components: { schemas: definitions } };
          const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(document);
          const json: unknown = JSON.parse(JSON.stringify(keyedOf(schema, side).write(value)));
          ok(validate(json), JSON.stringify([json, described, validate.errors]));
        },
      ),
      { numRuns: 200 },
    );
  }
});

Deno.test("the document stands in the server of development alone", async () => {
  for (const dev of [true, false]) {
    const server = startNotes({ dev });
    const response = await server.app.request("/_rally/openapi.json");
    deepStrictEqual(response.status, dev ? 200 : 404);
    if (dev) strictEqual((await response.json()).openapi, "3.1.0");
    else await response.text();
    server.end();
  }
});
