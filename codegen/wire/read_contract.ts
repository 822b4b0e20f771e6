/**
 * Reads the contract of one imported page, and the topics of `app/topics.ts`. Called by the worker.
 */
import type { Contract, ParamSchemas } from "../../runtime/page/contract.ts";
import type { Topic } from "../../runtime/topics/topic.ts";
import type { BrowserFunction } from "../../runtime/page/browser_function.ts";
import type { ActionInfo, ContractInfo, FunctionInfo, LinkField, StoredInfo, TopicInfo } from "./contract_info.ts";
import { readShape, type Refusal } from "../../runtime/wire/read_shape.ts";
import { readTextFields, type TextPlace } from "./read_text.ts";
import { refusalOf } from "../../runtime/wire/refusal.ts";
import type { Shape, Side, WireShape } from "../../runtime/wire/shape.ts";
import type { z } from "zod";

/** A contract as its module holds it; the file's place is added by `read_contracts.ts`. */
export type ReadContract =
  & Pick<ContractInfo, "params" | "query" | "data" | "actions" | "stored" | "link">
  & {
    readonly declaredMode: ContractInfo["mode"] | undefined;
    readonly handlers: readonly string[] | undefined;
    readonly checks: readonly string[];
  };

/** A contract or a topic, with what cannot cross the wire. */
export interface Read<T> {
  readonly value: T;
  readonly refusals: readonly Refusal[];
}

/** The contract of an imported page; everything is absent for one that declares none. */
export function readContract(module: Readonly<Record<string, unknown>>): Read<ReadContract> {
  const { spec, path } = (module["contract"] ?? { spec: {}, path: "" }) as Contract;
  const refusals: Refusal[] = [];
  const shapeOf = (schema: z.ZodType, side: Side, reach: string, files = false): WireShape => {
    const read = readShape(schema, { side, reach, files });
    refusals.push(...read.refusals);
    return read.shape;
  };
  const textOf = (
    schemas: ParamSchemas | undefined,
    reach: string,
    placeOf: (name: string) => TextPlace,
  ): LinkField[] => {
    const read = readTextFields(schemas ?? {}, reach, placeOf);
    refusals.push(...read.refusals);
    return read.fields;
  };
  const params = textOf(
    spec.params,
    "contract.params",
    (name) => path.includes(`:${name}*`) ? "all parts" : "one part",
  );
  const query = textOf(spec.query, "contract.query", () => "query");
  const actions = Object.entries(spec.actions ?? {}).map(([name, { input, output, over, rules = {} }]): ActionInfo => ({
    name,
    over,
    rules,
    input: shapeOf(input, "input", `contract.actions.${name}.input`, over === "post"),
    output: output && shapeOf(output, "output", `contract.actions.${name}.output`),
  }));
  const stored = Object.entries(spec.stored ?? {}).map(([name, { area, schema }]): StoredInfo => ({
    name,
    area,
    shape: shapeOf(schema, "output", `contract.stored.${name}`),
  }));
  const handlers = module["handlers"];
  const value: ReadContract = {
    declaredMode: spec.mode,
    params: spec.params && shapeOfFields(spec.params, params),
    query: spec.query && shapeOfFields(spec.query, query),
    data: spec.data && shapeOf(spec.data, "output", "contract.data"),
    actions,
    stored,
    link: { params, query },
    handlers: typeof handlers === "object" && handlers ? Object.keys(handlers) : undefined,
    checks: Object.keys(module["checks"] ?? {}),
  };
  return { value, refusals };
}

/** The functions that `app/browser.ts` exports. */
export function readFunctions(module: Readonly<Record<string, unknown>>): Read<FunctionInfo>[] {
  return Object.entries(module).flatMap(([name, value]) => isBrowserFunction(value) ? [readFunction(name, value)] : []);
}

function isBrowserFunction(value: unknown): value is BrowserFunction {
  return typeof value === "function" && "browserName" in value;
}

function readFunction(name: string, { browserName, input, output }: BrowserFunction): Read<FunctionInfo> {
  // Both are values of code that is typed: nothing is left to convert.
  const given = readShape(input, { side: "output", reach: `${name}.input` });
  const answer = readShape(output, { side: "output", reach: `${name}.output` });
  return {
    value: { name, input: given.shape, output: answer.shape },
    refusals: [
      ...given.refusals,
      ...answer.refusals,
      ...(browserName === name ? [] : [{
        reach: name,
        message: `Browser function ${name}: got the name "${browserName}", expected "${name}"`,
        hint: `Write browserFunction("${name}", …): it is found by the name of its export`,
      }]),
    ],
  };
}

/** The topics that a module exports. */
export function readTopics(module: Readonly<Record<string, unknown>>): Read<TopicInfo>[] {
  return Object.entries(module).flatMap(([name, value]) => isTopic(value) ? [readTopic(name, value)] : []);
}

function isTopic(value: unknown): value is Topic {
  return typeof value === "function" && "pattern" in value && "spec" in value;
}

function readTopic(name: string, { pattern, spec }: Topic): Read<TopicInfo> {
  const event = readShape(spec.event, { side: "output", reach: `${name}.event` });
  const { fields, refusals } = readTextFields(spec.params ?? {}, `${name}.params`, () => "one part");
  const named = [...pattern.matchAll(/:(\w+)/g)].map(([, param]) => param!);
  return {
    value: { name, pattern, params: fields, event: event.shape },
    refusals: [
      ...event.refusals,
      ...refusals,
      ...fields.filter(({ shape }) => holdsDate(shape)).map((field) => refuseDate(`${name}.params.${field.name}`)),
      ...named.filter((param) => !Object.hasOwn(spec.params ?? {}, param)).map((param) => ({
        reach: name,
        message: `Pattern of ${name}: got "${pattern}" without a schema for "${param}", expected one`,
        hint: `Add ${param} to the params of the topic`,
      })),
      ...fields.filter((field) => !named.includes(field.name)).map((field) => ({
        reach: `${name}.params.${field.name}`,
        message: `Parameter "${field.name}" of ${name}: got the pattern "${pattern}", expected one that names it`,
        hint: `Write :${field.name} in the pattern, or remove the parameter`,
      })),
    ],
  };
}

/** What the loop gets: a field stays even when it is optional, so that the codec knows all names. */
function shapeOfFields(schemas: ParamSchemas, fields: readonly LinkField[]): WireShape {
  const shapes = new Map(fields.map(({ name, shape }) => [name, shape]));
  const nothing: Shape = { type: "null" };
  const names = Object.keys(schemas).map((name) => ({ name, shape: shapes.get(name) ?? nothing }));
  return { root: { type: "object", fields: names }, definitions: {} };
}

function holdsDate(shape: Shape): boolean {
  return shape.type === "optional" ? holdsDate(shape.inner) : shape.type === "date";
}

function refuseDate(reach: string): Refusal {
  const { message } = refusalOf({ type: "schema", schema: "date" });
  return {
    reach,
    message: `${reach} cannot stand in a topic: ${message.split(",")[0]}, expected a string, number, boolean or enum`,
    hint: "Use z.iso.date() or z.iso.datetime(), which are strings",
  };
}
