/**
 * `POST` of an action over the HTTP API: its body becomes a `call` frame, which the dispatcher answers like any other.
 *
 * @module
 */
import type { Action } from "../../page/contract.ts";
import { refuse } from "../../page/result.ts";
import { type Codec, DecodeError, type Json, type WireTable } from "../../wire/codec.ts";
import type { Answer } from "../../wire/frames.ts";
import type { Core } from "../core.ts";
import { dispatch } from "../dispatch.ts";
import { excessOf } from "../json_limits.ts";
import { secureHeaders } from "../security.ts";
import type { Visitor } from "../visit.ts";
import { type ActionAddress, apiPath } from "./api_address.ts";
import { keyedOf } from "./keyed_schema.ts";
import { malformed, problemResponse, refusalResponse } from "./problem.ts";

/** An action with its input as it came. */
export interface ActionRequest {
  readonly visitor: Visitor;
  readonly address: ActionAddress;
  readonly request: Request;
}

/** The two forms of input and output: JSON with names, and the positional form of the frames. */
export type BodyForm = "application/json" | "application/vnd.rally+json";

/** Runs the action and answers with its output, or with why it was not done. */
export async function callAction(core: Core, { visitor, address, request }: ActionRequest): Promise<Response> {
  const declared = declaredAction(core, address);
  if (!declared) return refusalResponse(refuse.notFound("This action does not exist."));
  const key = request.headers.get("idempotency-key") ?? crypto.randomUUID();
  if (!/^[\x21-\x7e]{1,64}$/.test(key)) {
    return malformed("", "Idempotency-Key: expected 1 to 64 characters of ASCII without spaces");
  }
  const form = formOf(request);
  if (!form) {
    const detail = "Send the input as application/json with names, or as application/vnd.rally+json by position.";
    return problemResponse("unsupported", { detail });
  }
  let packed: Json;
  try {
    packed = packedInput(declared, form, parseJson(await request.text()));
  } catch (error) {
    if (error instanceof DecodeError) return malformed(error.path.replace(/\[(\d+)\]/g, ".$1"), error.reason);
    throw error;
  }
  const owner = address.owner ?? "";
  const frame = ["call", 1, owner, address.visit.href, address.action, packed, key] as const;
  const { promise, resolve } = Promise.withResolvers<Answer>();
  await dispatch(core, { visitor, over: "post", connection: undefined }, frame, resolve);
  return answerOf(await promise, declared, form);
}

interface DeclaredAction {
  readonly schema: Action;
  readonly codecs: WireTable["actions"][string];
}

function declaredAction(core: Core, { owner, action }: ActionAddress): DeclaredAction | undefined {
  const entry = owner === undefined ? undefined : core.owners.get(owner);
  const actions = entry?.module.contract?.spec.actions ?? {};
  if (!entry || !Object.hasOwn(actions, action) || !Object.hasOwn(entry.wire.actions, action)) return undefined;
  return { schema: actions[action]!, codecs: entry.wire.actions[action]! };
}

function formOf(request: Request): BodyForm | undefined {
  const [type] = (request.headers.get("content-type") ?? "").toLowerCase().split(/\s*;/);
  return type === "application/json" || type === "application/vnd.rally+json" ? type : undefined;
}

function parseJson(text: string): unknown {
  const excess = excessOf(text);
  if (excess !== undefined) throw new DecodeError("", `The body: ${excess}`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DecodeError("", `The body is no JSON: ${error instanceof Error ? error.message : error}`);
  }
}

/** @throws {DecodeError} When the input has another shape. Which values are valid is left to the schema. */
function packedInput({ schema, codecs }: DeclaredAction, form: BodyForm, body: unknown): Json {
  if (form === "application/json") return codecs.input.pack(keyedOf(schema.input, "input").read(body));
  codecs.input.unpack(body);
  return body as Json;
}

function answerOf(answer: Answer, declared: DeclaredAction, form: BodyForm): Response {
  switch (answer[0]) {
    case "no":
    case "reload":
      return refusalResponse(answer[2]);
    case "to":
      return leadElsewhere(answer[2]);
    case "ok":
      return outputResponse(answer[2], declared, form);
  }
}

/** A redirect, told and not followed blindly: the data of another page is another answer than the one asked for. */
export function leadElsewhere(href: string): Response {
  const detail = `The app leads to ${href}.`;
  return problemResponse("elsewhere", { detail, location: href }, { location: `${apiPath}${href}` });
}

function outputResponse(packed: Json, { schema, codecs }: DeclaredAction, form: BodyForm): Response {
  const headers = { ...secureHeaders, "cache-control": "no-store" };
  if (!schema.output || !codecs.output) return new Response(null, { status: 204, headers });
  const body = form === "application/json"
    ? keyedOf(schema.output, "output").write((codecs.output satisfies Codec).unpack(packed))
    : packed;
  return new Response(JSON.stringify(body), { status: 200, headers: { ...headers, "content-type": form } });
}
