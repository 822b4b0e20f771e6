/**
 * What an action would say of its input, without running it: for a form that somebody is filling in. Its schema is asked,
 * and the page's `checks`, which are asked once more before the handler.
 *
 * @module
 */
import type { PageContext } from "../context.ts";
import { type FieldProblems, refuse } from "../page/result.ts";
import { formFields } from "../schema/form_fields.ts";
import { hasFunctions } from "../schema/has_functions.ts";
import type { Schema } from "../schema/zod_def.ts";
import type { FormEntry } from "../wire/form_tree.ts";
import { parseForm, rightFields } from "../wire/parse_form.ts";
import { authorizeCall, type CallTarget, findTarget, ownValue, type Target } from "./action_target.ts";
import { Refused } from "./answers.ts";
import type { PartEntry } from "./app_table.ts";
import type { Core } from "./core.ts";
import { inTime } from "./limits.ts";
import { loadContext } from "./load_page.ts";
import { unsavableTexts } from "./savable_text.ts";

/**
 * Whether the server has more to say of a form that is being filled in than its browser knows. Files travel once, when
 * the form is sent, so of a form with files nothing can be said before.
 */
export function isAskedWhileTyping({ module }: PartEntry, action: string, input: Schema): boolean {
  const hasMore = hasFunctions(input) || ownValue(module.checks, action) !== undefined;
  return hasMore && formFields(input).every(({ leaf }) => leaf.type !== "file");
}

/**
 * The problems of a form as it stands. `checks` are asked about the fields that are right by themselves.
 *
 * @throws {Refused} When this visitor may not call the action.
 */
export async function checkAction(
  core: Core,
  call: CallTarget,
  values: readonly FormEntry[],
): Promise<FieldProblems> {
  const target = findTarget(core, call);
  return await core.db.read(async (db) => {
    const session = await authorizeCall(core, db, call, target);
    const { input } = target.schema;
    const parsed = parseForm(input, values);
    const right = parsed.ok ? parsed.value : rightFields(input, values);
    const wrong = parsed.ok ? {} : parsed.fields;
    // No query is asked with a text that a database would cut.
    const unsavable = unsavableTexts(right);
    if (unsavable) return { ...wrong, ...unsavable };
    const context = loadContext(db, session, call.visit, target.values);
    const said = await inTime(core.limits.loadMs, () => askChecks(target, call.action, context, right), () => {
      core.log(`${target.entry.file}: check "${call.action}" took longer than ${core.limits.loadMs} ms`);
      return new Refused(refuse.timeout());
    });
    return { ...said, ...wrong };
  });
}

/** Asks the `checks` of an action about its input. */
export async function askChecks(
  { entry }: Target,
  action: string,
  context: PageContext,
  input: unknown,
): Promise<FieldProblems> {
  const problems = new Map<string, string[]>();
  const problem = (name: string, words: string) => void problems.set(name, [...problems.get(name) ?? [], words]);
  await ownValue(entry.module.checks, action)?.({ ...context, problem } as never, input as never);
  return Object.fromEntries(problems);
}
