/**
 * The dispatcher's heart: one action of one page, whoever calls it (socket, frame endpoint, posted form, live loop).
 * Parse, authorise by the owner's own parameters, run the handler in one transaction, publish after its commit.
 *
 * @module
 */
import type { HandlerContext } from "../context.ts";
import { type FieldProblems, isRefusal, ok, type Refusal, refuse, type Result } from "../page/result.ts";
import type { TopicAddress } from "../page/subscription.ts";
import type { BusEvent, Origin } from "../topics/bus.ts";
import type { Json } from "../wire/codec.ts";
import type { FormEntry } from "../wire/form_tree.ts";
import type { Position } from "../wire/frames.ts";
import { parseForm } from "../wire/parse_form.ts";
import { parseInput } from "../wire/parse.ts";
import { authorizeCall, type CallTarget, findTarget, refusalOf, type Target } from "./action_target.ts";
import { AnsweredMeanwhile, type KeptAnswer, nameOf, type RequestName } from "./answered_requests.ts";
import { Redirect, Refused } from "./answers.ts";
import { askChecks } from "./check_action.ts";
import type { Core } from "./core.ts";
import { inTime } from "./limits.ts";
import { loadContext } from "./load_page.ts";
import { outputProblem } from "./output_problem.ts";
import { BadAddress } from "./place.ts";
import { inside, type Schema } from "../schema/zod_def.ts";
import { fieldsBody } from "./request_body.ts";
import { type HandlerSession, openSession, type StoredSession } from "./session.ts";
import { unsavableTexts } from "./savable_text.ts";
import { unknownFields } from "./unknown_fields.ts";
import { wrongReturn } from "./wrong_return.ts";

/** An action as it is asked for. */
export interface ActionCall extends CallTarget {
  readonly input: ActionInput;
  readonly origin: Origin | undefined;
  /** Names this request: whoever sends it again gets the first answer. Without it each call is a request of its own. */
  readonly key: string | undefined;
}

/** Packed input of a frame, or the fields of a form. */
export type ActionInput =
  | { readonly type: "packed"; readonly value: unknown }
  | { readonly type: "fields"; readonly values: readonly FormEntry[] }
  /** The effect of a live loop: a value that never left the server. */
  | { readonly type: "value"; readonly value: unknown };

/** What an action came to. */
export interface ActionOutcome {
  readonly result: Result<unknown>;
  /** The value as it travels; `null` for a refusal and for an action without output. */
  readonly packed: Json;
  /** Where the action's own events stand on the bus: they are no news to the loop that called it. */
  readonly own: readonly Position[];
  /** The session with what the handler did to it; `undefined` when nothing was committed. */
  readonly session: HandlerSession | undefined;
  /** Where `redirect` in the handler leads. */
  readonly redirect: string | undefined;
}

/**
 * Runs an action and gives its outcome to `answer`, exactly once. After a commit that happens in the same synchronous
 * step as the commit itself, so answers and events leave in the order of the commits. A request that was answered before
 * gets that answer, and nothing runs.
 */
export async function runAction(core: Core, call: ActionCall, answer: (outcome: ActionOutcome) => void): Promise<void> {
  // Never before the caller has gone on: a loop that is just starting may ask, and is not there yet to be answered.
  await Promise.resolve();
  const once = answerOnce(core, call, answer);
  let later: readonly LaterWork[] = [];
  try {
    const target = findTarget(core, call);
    if (core.dev && call.input.type === "fields") {
      for (const problem of unknownFields(target.schema.input, call.input.values)) {
        core.log(`Action "${call.action}" of ${target.entry.file}: ${problem}`);
      }
    }
    const input = parse(target, call.input);
    if (!input.ok) return once(refused(refuse.invalid(input.fields)));
    later = await core.answered.inTurn(
      call.key,
      () => runOrRepeat(core, call, target, { input: input.value, answer: once }),
    );
  } catch (error) {
    once(outcomeOfThrow(core, call, error));
  }
  for (const work of later) await runLater(core, call, work);
}

/** Gives the answer that this request has had, or runs the handler; gives the work that is to follow. */
async function runOrRepeat(
  core: Core,
  call: ActionCall,
  target: Target,
  { input, answer }: Pick<Commit, "input" | "answer">,
): Promise<readonly LaterWork[]> {
  const body = call.key === undefined ? null : await bodyOf(target, call.input);
  // Asked again each time: an answer is not for somebody who may no longer see it.
  const { session, request, known } = await core.db.read(async (db) => {
    const session = await authorizeCall(core, db, call, target);
    const request = requestOf(call, session, body);
    return { session, request, known: request && await core.answered.find(db, request) };
  });
  if (known) {
    answer(outcomeOfKept(target, known));
    return [];
  }
  try {
    return await commit(core, call, target, { session, input, request, answer });
  } catch (error) {
    const found = error instanceof AnsweredMeanwhile && request &&
      await core.db.read((db) => core.answered.find(db, request));
    if (!found) throw error;
    answer(outcomeOfKept(target, found));
    return [];
  }
}

function requestOf({ key, owner, action, visit, over }: ActionCall, { userId }: StoredSession, body: Json) {
  return key === undefined
    ? undefined
    : nameOf({ key, userId, owner, action, href: visit.href, body, isForm: over === "post" });
}

async function bodyOf({ codecs }: Target, input: ActionInput): Promise<Json> {
  switch (input.type) {
    case "fields":
      return await fieldsBody(input.values);
    case "packed":
      return input.value as Json;
    case "value":
      return codecs.input.pack(input.value);
  }
}

/** The schema of what an action takes; `undefined` for one that is not there or is none of this page's. */
export function inputSchemaOf(core: Core, call: CallTarget): Schema | undefined {
  try {
    return inside(findTarget(core, call).schema.input);
  } catch (error) {
    if (error instanceof Refused || error instanceof BadAddress) return undefined;
    throw error;
  }
}

/** Asks whether a visitor may call an action, before a long body is read; `undefined` when she may. */
export async function refuseEarly(core: Core, call: CallTarget): Promise<ActionOutcome | undefined> {
  try {
    const target = findTarget(core, call);
    await core.db.read((db) => authorizeCall(core, db, call, target));
  } catch (error) {
    return outcomeOfThrow(core, call, error);
  }
}

/** What an answer sets off is not the action's business: its failure is logged, and nobody is answered twice. */
function answerOnce(core: Core, call: ActionCall, answer: (outcome: ActionOutcome) => void): typeof answer {
  let answered = false;
  return (outcome) => {
    if (answered) return;
    answered = true;
    try {
      answer(outcome);
    } catch (error) {
      core.trace(`answer of ${call.owner}#${call.action}`, error);
    }
  };
}

/** What a handler has asked for with `afterCommit`. */
type LaterWork = () => void | Promise<void>;

interface Commit {
  readonly session: StoredSession;
  readonly input: unknown;
  readonly request: RequestName | undefined;
  answer(outcome: ActionOutcome): void;
}

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fields: FieldProblems };

function parse(target: Target, input: ActionInput): Parsed {
  const parsed = parseBySchema(target, input);
  const fields = parsed.ok ? unsavableTexts(parsed.value) : undefined;
  return fields ? { ok: false, fields } : parsed;
}

function parseBySchema({ schema, codecs }: Target, input: ActionInput): Parsed {
  switch (input.type) {
    case "fields":
      return parseForm(schema.input, input.values);
    case "packed":
      return parseInput(schema.input, codecs.input, input.value);
    case "value":
      return parseInput(schema.input, codecs.input, codecs.input.pack(input.value));
  }
}

async function commit(
  core: Core,
  call: ActionCall,
  target: Target,
  { session, input, request, answer }: Commit,
): Promise<readonly LaterWork[]> {
  const open = openSession(session, call.over);
  const events: BusEvent[] = [];
  const later: LaterWork[] = [];
  const { params, query } = target.values;
  await core.db.write(
    async (db) => {
      const context = {
        db,
        session: open,
        params,
        query,
        request: call.visit,
        publish: (to: TopicAddress<unknown> | readonly TopicAddress<unknown>[], event: unknown) =>
          void events.push(...packEvents(core, [to].flat() as TopicAddress<unknown>[], event, call.origin)),
        afterCommit: (work: LaterWork) => void later.push(work),
      } as unknown as HandlerContext;
      const value = await redirectAsValue(() =>
        inTime(core.limits.handlerMs, async () => {
          const asked = loadContext(db, session, call.visit, target.values);
          const problems = await askChecks(target, call.action, asked, input);
          if (Object.keys(problems).length > 0) throw new Refused(refuse.invalid(problems));
          return await target.handler(context, input);
        }, () => {
          // The roll-back may wait for a query or for the writer; the answer is certain now.
          answer(refused(refuse.timeout()));
          core.log(`${target.entry.file}: handler "${call.action}" took longer than ${core.limits.handlerMs} ms`);
          return new Refused(refuse.timeout());
        })
      );
      if (core.dev) checkOutput(target, call.action, value);
      await open.store(db, core.clock.now());
      // Packed before the commit: an output that does not fit its contract must undo what was written.
      return outcomeOfValue(target, open, value);
    },
    {
      name: `Action "${call.action}" of ${call.owner}`,
      async beforeCommit(db, outcome) {
        // The cookie of a new session is known to its browser alone, so such an answer cannot be given again.
        if (request && !open.changed) await core.answered.keep(db, request, answerToKeep(outcome));
      },
      committed(outcome) {
        answer({ ...outcome, own: events.map((event) => core.hub.bus.publish(event)) });
      },
    },
  );
  return later;
}

function checkOutput({ entry, schema }: Target, action: string, value: unknown): void {
  const problem = value instanceof Redirect || isRefusal(value) ? undefined : outputProblem(schema.output, value);
  if (problem === undefined) return;
  throw wrongReturn(value, {
    what: `The value of handler "${action}" in ${entry.file}`,
    expected: ["what the output of the action declares", 'a refusal: refuse.conflict("…"), or denied() thrown'],
    cause: new Error(problem),
  });
}

// A handler that redirects has done its work: signing in and leading on is one act, so it commits.
async function redirectAsValue(work: () => unknown): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Redirect) return error;
    throw error;
  }
}

function outcomeOfValue({ codecs }: Target, session: HandlerSession, value: unknown): Omit<ActionOutcome, "own"> {
  if (value instanceof Redirect) return { result: ok(undefined), packed: null, session, redirect: value.href };
  if (isRefusal(value)) return { result: value, packed: null, session, redirect: undefined };
  return { result: ok(value), packed: codecs.output?.pack(value) ?? null, session, redirect: undefined };
}

function answerToKeep({ result, packed, redirect }: Omit<ActionOutcome, "own">): KeptAnswer {
  if (redirect !== undefined) return ["to", redirect];
  return result.ok ? ["ok", packed] : ["no", result];
}

// Its events were published with the first answer. Nobody knows any more which loop they are no news to.
function outcomeOfKept({ codecs }: Target, kept: KeptAnswer): ActionOutcome {
  const again = { packed: null, own: [], session: undefined, redirect: undefined };
  switch (kept[0]) {
    case "ok":
      return { ...again, result: ok(codecs.output?.unpack(kept[1])), packed: kept[1] };
    case "no":
      return { ...again, result: kept[1] };
    case "to":
      return { ...again, result: ok(undefined), redirect: kept[1] };
  }
}

// Thrown before the handler ran, a redirect (of `authorize`, to a sign-in page) is still a way to go on.
function outcomeOfThrow(core: Core, call: CallTarget, error: unknown): ActionOutcome {
  const redirect = error instanceof Redirect ? error.href : undefined;
  return { ...refused(refusalOf(core, call, error)), redirect };
}

function refused(refusal: Refusal): ActionOutcome {
  return { result: refusal, packed: null, own: [], session: undefined, redirect: undefined };
}

// One event may be declared by several topics: where its packed form is the same, it travels as one.
function packEvents(
  core: Core,
  addresses: readonly TopicAddress<unknown>[],
  event: unknown,
  origin: Origin | undefined,
): BusEvent[] {
  const byForm = new Map<string, { keys: string[]; event: Json }>();
  for (const { topic, key } of addresses) {
    const codec = core.topicCodecs.get(topic);
    if (!codec) throw new TypeError(`Cannot publish to "${key}": topic "${topic}" is not exported from app/topics.ts`);
    const packed = codec.pack(event);
    const form = JSON.stringify(packed);
    const same = byForm.get(form) ?? { keys: [], event: packed };
    same.keys.push(key);
    byForm.set(form, same);
  }
  return [...byForm.values()].map((one) => ({ ...one, origin }));
}

async function runLater(core: Core, call: ActionCall, work: LaterWork): Promise<void> {
  try {
    await work();
  } catch (error) {
    core.trace(`afterCommit of ${call.owner}#${call.action}`, error);
  }
}
