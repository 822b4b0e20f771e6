/**
 * The dispatcher: one request frame in, one answer out, for the socket and for `POST /_rally/frame` alike. Whatever
 * arrives is answered; what cannot be read is answered too, when it carries an id.
 *
 * @module
 */
import { type Refusal, refuse } from "../page/result.ts";
import type { Origin } from "../topics/bus.ts";
import type { Json } from "../wire/codec.ts";
import type { Answer } from "../wire/frames.ts";
import { Redirect } from "./answers.ts";
import type { Core } from "./core.ts";
import { openPage } from "./open_page.ts";
import { renderOrError } from "./respond_page.ts";
import { type ActionInput, type ActionOutcome, runAction } from "./run_action.ts";
import { snapshotOf } from "./snapshot_of.ts";
import { localHref } from "./security.ts";
import { visitOf, type Visitor } from "./visit.ts";

/** Where a frame comes from. */
export interface Caller {
  readonly visitor: Visitor;
  readonly over: "socket" | "post";
  /** The connection whose loop asked; an answer over HTTP has none. */
  readonly connection: object | undefined;
}

/** Answers a request frame by calling `answer` exactly once. Frames that are no request answer nothing. */
export async function dispatch(
  core: Core,
  caller: Caller,
  frame: readonly unknown[],
  answer: (frame: Answer) => void,
): Promise<void> {
  const id = frame[1];
  if (typeof id !== "number" || !Number.isSafeInteger(id)) return;
  // Only a string is compared and printed: anything else may have a `toString` of its own.
  if (typeof frame[0] !== "string") return answer(["no", id, malformed("the kind of a frame is a string")]);
  switch (frame[0]) {
    case "go":
      return answer(await open(core, caller, frame));
    case "call":
    case "form":
      return await act(core, caller, frame, answer);
    default:
      return answer(["no", id, malformed(`the frame kind "${frame[0].slice(0, 20)}" is not known`)]);
  }
}

async function open(
  core: Core,
  caller: Caller,
  [, rawId, href, ahead, states]: readonly unknown[],
): Promise<Answer> {
  const id = rawId as number;
  const shown = statesOf(states);
  const visit = typeof href === "string" ? visitOf(caller.visitor, href) : undefined;
  if (!visit) return ["no", id, malformed("the address is not one of this app")];
  try {
    const { opened, rendered } = await renderOrError(core, visit, await openPage(core, visit));
    const live = ahead === "ahead" ? undefined : core.live.keep({ opened, rendered });
    const extras = opened.page.entry.mode === "client" ? {} : { html: rendered.pageHtml, ...(live ? { live } : {}) };
    return ["ok", id, snapshotOf(core, opened, rendered, { ...extras, shown }) as unknown as Json, []];
  } catch (error) {
    if (error instanceof Redirect) return ["to", id, localHref(error.href)];
    return ["no", id, refuse.failed(core.trace(`go ${visit.path}`, error))];
  }
}

async function act(
  core: Core,
  caller: Caller,
  [kind, rawId, owner, href, action, input]: readonly unknown[],
  answer: (frame: Answer) => void,
): Promise<void> {
  const id = rawId as number;
  const visit = typeof href === "string" ? visitOf(caller.visitor, href) : undefined;
  if (typeof owner !== "string" || typeof action !== "string" || !visit) {
    return answer(["no", id, malformed("owner, address and action must be strings of this app")]);
  }
  const given = kind === "form" ? fieldsOf(input) : { type: "packed" as const, value: input };
  if (!given) return answer(["no", id, malformed("the fields of a form must be strings")]);
  const origin: Origin | undefined = caller.connection &&
    { connection: caller.connection, region: regionOf(core, owner) };
  await runAction(
    core,
    { visit, owner, action, input: given, over: "socket", origin },
    (outcome) => answer(answerOf(id, outcome)),
  );
}

/** The loop of a tab that an owner's actions are called by: `page`, or the id of a layout. */
export function regionOf(core: Core, owner: string): string {
  const entry = core.owners.get(owner);
  return entry && core.layouts.has(entry.id) ? entry.id : "page";
}

function answerOf(id: number, outcome: ActionOutcome): Answer {
  if (outcome.redirect !== undefined) return ["to", id, localHref(outcome.redirect)];
  return outcome.result.ok ? ["ok", id, outcome.packed, outcome.own] : ["no", id, outcome.result];
}

/** The states of the layouts that the browser shows. Whatever else it sends: then it shows none. */
function statesOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
}

function fieldsOf(value: unknown): ActionInput | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  if (!Object.values(value).every((field) => typeof field === "string")) return undefined;
  return { type: "fields", values: value as Record<string, string> };
}

function malformed(reason: string): Refusal {
  return refuse.invalid({ "": [`This request cannot be read: ${reason}`] });
}
