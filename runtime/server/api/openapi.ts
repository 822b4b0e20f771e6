/**
 * The HTTP API of an app as an OpenAPI 3.1 document, from the table by which the server answers it. `rally openapi` prints
 * it; in development it stands at `/_rally/openapi.json`.
 *
 * @module
 * @see {@link https://spec.openapis.org/oas/v3.1.1}
 */
import type { z } from "zod";
import type { Action, ParamSchemas } from "../../page/contract.ts";
import type { AppTable, LayoutEntry, PageEntry, PartEntry } from "../app_table.ts";
import type { Side } from "../../wire/shape.ts";
import { actionStep, apiPath } from "./api_address.ts";
import { type JsonSchema, jsonSchema } from "./json_schema.ts";
import { shapeOf } from "./keyed_schema.ts";

/** How the document is headed. */
export interface OpenApiInfo {
  readonly title: string;
  readonly version: string;
}

/** The document. */
export function openApi(table: AppTable, info: OpenApiInfo): JsonSchema {
  const schemas: Record<string, JsonSchema> = { Problem: problemSchema };
  const paths: Record<string, JsonSchema> = {};
  const describe = (schema: z.ZodType, side: Side, name: string): JsonSchema => {
    const { schema: described, definitions } = jsonSchema(schema, side, name);
    Object.assign(schemas, definitions);
    return described;
  };
  for (const page of table.pages) {
    const data = page.module.load && page.module.contract?.spec.data;
    if (data) paths[pathOf(page.path)] = { get: loadOperation(page, describe(data, "output", `load_${page.id}`)) };
    for (const [part, layout] of [[page, undefined], ...layoutsAt(table, page)] as const) {
      for (const [name, action] of actionsOf(part)) {
        const operation = callOperation(page, part, { name, action, describe });
        paths[pathOf(page.path === "/" ? "" : page.path) + actionStep(name, layout)] = { post: operation };
      }
    }
  }
  return {
    openapi: "3.1.0",
    info,
    security: [{}, { token: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: { token: { type: "http", scheme: "bearer", description: "A token of rally token create." } },
      responses: { Problem: problemResponse },
    },
  };
}

/** The layouts whose actions are described at this page: the first page with the fewest parameters inside of each. */
function layoutsAt({ pages, layouts }: AppTable, page: PageEntry): (readonly [LayoutEntry, string])[] {
  return layouts.flatMap((layout) => {
    const inside = pages.filter((other) => other.layouts.includes(layout.id));
    const [first] = inside.toSorted((left, right) => countParams(left.path) - countParams(right.path));
    return first === page ? [[layout, layout.id] as const] : [];
  });
}

function countParams(path: string): number {
  return path.split(":").length;
}

/** What can be called without a document. */
function actionsOf({ module }: PartEntry): [string, Action][] {
  return Object.entries(module.contract?.spec.actions ?? {}).filter(([, { over }]) => over === "socket");
}

function loadOperation(page: PageEntry, data: JsonSchema): JsonSchema {
  const headers = {
    "Rally-Position": {
      description: "From which place in the history of the topics events are news to this data.",
      schema: { type: "string" },
    },
  };
  return {
    operationId: `load_${page.id}`,
    summary: `The data of ${page.path}`,
    parameters: [...pathParameters(page), ...queryParameters(page)],
    responses: { 200: { description: "The data.", headers, content: json(data) }, default: problemReference },
  };
}

interface CallDescription {
  readonly name: string;
  readonly action: Action;
  describe(schema: z.ZodType, side: Side, name: string): JsonSchema;
}

function callOperation(page: PageEntry, part: PartEntry, { name, action, describe }: CallDescription): JsonSchema {
  const id = `call_${part.id}_${name}`;
  const key = {
    name: "Idempotency-Key",
    in: "header",
    description: "The same key again is the same call.",
    schema: { type: "string", maxLength: 64 },
  };
  const done = action.output
    ? {
      200: { description: "What the action gives.", content: json(describe(action.output, "output", `${id}_output`)) },
    }
    : { 204: { description: "The action is done." } };
  return {
    operationId: id,
    summary: `"${name}" of ${part.path}`,
    parameters: [...pathParameters(page), ...queryParameters(page), key],
    requestBody: { required: true, content: json(describe(action.input, "input", `${id}_input`)) },
    responses: { ...done, default: problemReference },
  };
}

function pathParameters({ path, module }: PageEntry): JsonSchema[] {
  const schemas = module.contract?.spec.params ?? {};
  return [...path.matchAll(/:(\w+)(\*?)/g)].map(([, name = "", rest]) => ({
    name,
    in: "path",
    required: true,
    ...(rest ? { description: "The rest of the path, its parts joined by slashes." } : {}),
    schema: rest || !Object.hasOwn(schemas, name) ? { type: "string" } : parameterSchema(schemas, name),
  }));
}

function queryParameters({ module }: PageEntry): JsonSchema[] {
  const schemas = module.contract?.spec.query ?? {};
  return Object.entries(schemas).map(([name, schema]) => {
    const { type } = shapeOf(schema, "input").root;
    return {
      name,
      in: "query",
      required: type !== "optional" && type !== "array",
      schema: parameterSchema(schemas, name),
    };
  });
}

/** An address has no `null`: what is optional there is left out. */
function parameterSchema(schemas: ParamSchemas, name: string): JsonSchema {
  const { schema } = jsonSchema(schemas[name]!, "input", name);
  const [some] = shapeOf(schemas[name]!, "input").root.type === "optional" ? schema["anyOf"] as JsonSchema[] : [schema];
  return some!;
}

/** `/games/:id` as OpenAPI writes it. */
function pathOf(path: string): string {
  return apiPath + path.replace(/:(\w+)\*?/g, "{$1}");
}

function json(schema: JsonSchema): JsonSchema {
  return { "application/json": { schema } };
}

const problemReference = { $ref: "#/components/responses/Problem" };

const problemSchema: JsonSchema = {
  type: "object",
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    fields: { type: "object", additionalProperties: { type: "array", items: { type: "string" } } },
    traceId: { type: "string" },
    location: { type: "string" },
  },
  required: ["type", "title", "status", "detail"],
};

const problemResponse: JsonSchema = {
  description: "Why it was not done.",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};
