/**
 * The dispatcher: one request frame in, one answer out, for the socket and for `POST /_rally/frame` alike. Whatever
 * arrives is answered; what cannot be read is answered too, when it carries an id.
 *
 * @module
 */
import { type Refusal, refuse } from "../page/result.ts";
import type { Origin } from "../topics/bus.ts";
import type { Json } from "../wire/codec.ts";
import type { FormChecks } from "../wire/field_check.ts";
import { formChecks } from "../wire/form_checks.ts";
import { maxFields, textEntries } from "../wire/form_tree.ts";
import type { Answer, LaterFrame } from "../wire/frames.ts";
import type { Snapshot } from "../wire/snapshot.ts";
import { inside } from "../schema/zod_def.ts";
import { type CallTarget, ownValue, refusalOf } from "./action_target.ts";
import { isRequestKey } from "./answered_requests.ts";
import { Redirect } from "./answers.ts";
import { checkAction, isAskedWhileTyping } from "./check_action.ts";
import type { Core } from "./core.ts";
import { laterFrames } from "./later_pages.ts";
import type { OpenedPage } from "./load_page.ts";
import { newPage, type NewPageOptions } from "./new_page.ts";
import { openPage, showError } from "./open_page.ts";
import { placeOf } from "./place.ts";
import { type ActionInput, type ActionOutcome, runAction } from "./run_action.ts";
import { withSlowParts } from "./slow_reads.ts";
import { localHref } from "./security.ts";
import { type Visit, visitOf, type Visitor } from "./visit.ts";

/** Where a frame comes from. */
export interface Caller {
  readonly visitor: Visitor;
  readonly over: "socket" | "post";
  /** The id of the connection whose loop asked; an answer over HTTP has none. */
  readonly connection: string | undefined;
  /** The templates of live pages that the browser has; over HTTP nobody knows. */
  readonly known?: ReadonlySet<number>;
  /**
   * Sends what follows an answer; `false` when nobody waits for it any more. Without it, as over HTTP, an answer waits
   * until it is whole.
   */
  later?(frame: LaterFrame): boolean;
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
      return await open(core, caller, frame, answer);
    case "checks":
      return answer(checksAnswer(core, id, frame));
    case "check":
      return await check(core, caller, frame, answer);
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
  [, rawId, href, mark, states]: readonly unknown[],
  answer: (frame: Answer) => void,
): Promise<void> {
  const id = rawId as number;
  const visit = typeof href === "string" ? visitOf(caller.visitor, href) : undefined;
  if (!visit) return answer(["no", id, malformed("the address is not one of this app")]);
  const ahead = mark === "ahead";
  const place = placeOf(core, visit);
  // No loop waits for whoever may never come: she asks again, so nothing is loaded for her now.
  if (ahead && place.type === "page" && place.page.mode === "live") {
    return answer(["ok", id, { mode: "live", scripts: {} }, []]);
  }
  try {
    const loaded = await openPage(core, visit);
    const opened = await withSlowParts(loaded, caller.later || ahead ? "static" : undefined);
    const snapshot = await snapshotOfOpened(core, visit, opened, {
      ahead,
      shown: statesOf(states),
      known: caller.known,
    });
    answer(["ok", id, snapshot as unknown as Json, []]);
    if (ahead || !snapshot.waits) return;
    // The request is answered: whoever waits for the end of all requests need not wait for this.
    const name = `after go ${visit.path}`;
    core.watch(name, follow(caller, laterFrames(core, visit, opened, id)).catch((error) => core.trace(name, error)));
  } catch (error) {
    if (error instanceof Redirect) return answer(["to", id, localHref(error.href)]);
    answer(["no", id, refuse.failed(core.trace(`go ${visit.path}`, error))]);
  }
}

async function follow(caller: Caller, frames: AsyncIterable<LaterFrame>): Promise<void> {
  for await (const frame of frames) if (!caller.later?.(frame)) return;
}

// A page whose own code throws is answered as its document would be: with the error page.
async function snapshotOfOpened(
  core: Core,
  visit: Visit,
  opened: OpenedPage,
  options: NewPageOptions,
): Promise<Snapshot> {
  try {
    return newPage(core, visit, opened, options);
  } catch (error) {
    return await showError(core, visit, error, (failed) => newPage(core, visit, failed, options));
  }
}

/** What a browser may know of a form before it is sent: as much as its page's script would hold. */
function checksAnswer(core: Core, id: number, [, , owner, action]: readonly unknown[]): Answer {
  if (typeof owner !== "string" || typeof action !== "string") {
    return ["no", id, malformed("owner and action must be strings of this app")];
  }
  const entry = core.owners.get(owner);
  const declared = ownValue(entry?.module.contract?.spec.actions, action);
  if (!entry || !declared) return ["no", id, refuse.notFound("This form is not known.")];
  const input = inside(declared.input);
  const whole: FormChecks = isAskedWhileTyping(entry, action, input) ? { "": [["ask"]] } : {};
  return ["ok", id, { ...whole, ...formChecks(input) } as Json, []];
}

/** Says what is wrong with a form that is still being filled in. */
async function check(
  core: Core,
  { visitor }: Caller,
  [, rawId, owner, href, action, fields]: readonly unknown[],
  answer: (frame: Answer) => void,
): Promise<void> {
  const id = rawId as number;
  const visit = typeof href === "string" ? visitOf(visitor, href) : undefined;
  const values = textEntries(fields);
  if (typeof owner !== "string" || typeof action !== "string" || !visit || !values) {
    return answer(["no", id, malformed("owner, address, action and fields must be those of a form of this app")]);
  }
  // Whichever way the form goes when it is sent.
  const call: CallTarget = { visit, owner, action, over: "post" };
  try {
    answer(["ok", id, await checkAction(core, call, values) as Json, []]);
  } catch (error) {
    answer(["no", id, refusalOf(core, call, error)]);
  }
}

async function act(
  core: Core,
  caller: Caller,
  [kind, rawId, owner, href, action, input, key = null, hash]: readonly unknown[],
  answer: (frame: Answer) => void,
): Promise<void> {
  const id = rawId as number;
  const visit = typeof href === "string" ? visitOf(caller.visitor, href) : undefined;
  if (typeof owner !== "string" || typeof action !== "string" || !visit) {
    return answer(["no", id, malformed("owner, address and action must be strings of this app")]);
  }
  const given: ActionInput | undefined = kind === "call" ? { type: "packed", value: input } : fieldsInput(input);
  if (!given) {
    return answer(["no", id, malformed(`the fields of a form are at most ${maxFields} pairs of strings`)]);
  }
  if (key !== null && !isRequestKey(key)) {
    return answer(["no", id, malformed("the key of an action is a string of 1 to 64 characters")]);
  }
  if (isOutdated(core, owner, action, hash)) return answer(["reload", id, outdated]);
  const { connection } = caller;
  const origin: Origin | undefined = connection === undefined
    ? undefined
    : { connection, region: regionOf(core, owner) };
  await runAction(
    core,
    { visit, owner, action, input: given, over: "socket", origin, key: key ?? undefined },
    (outcome) => answer(answerOf(id, outcome)),
  );
}

/** Whether a script of another build asks for an action that has other shapes now, or is there no more. */
function isOutdated(core: Core, owner: string, action: string, hash: unknown): boolean {
  if (typeof hash !== "string") return false;
  const actions = core.owners.get(owner)?.wire.actions ?? {};
  return !Object.hasOwn(actions, action) || (actions[action]!.hash ?? hash) !== hash;
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

function fieldsInput(value: unknown): ActionInput | undefined {
  const values = textEntries(value);
  return values && { type: "fields", values };
}

/** For a script of another build that has loaded the document anew already. */
export const outdated: Refusal = refuse.conflict("There is a new version of this page. Load it again.");

/** For what cannot be read. */
export function malformed(reason: string): Refusal {
  return refuse.invalid({ "": [`This request cannot be read: ${reason}`] });
}
