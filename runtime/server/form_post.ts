/**
 * A form posted without JavaScript (and every action declared `over: "post"`): the page's own address, the action named
 * in the query. Done answers 303; refused answers the page again, with the refusal as one message to its loop.
 *
 * @module
 */
import { actionField } from "../page/form.ts";
import { type FieldValues, type Refusal, refusalStatus, refuse } from "../page/result.ts";
import { type RefusedForm, tellRefusal } from "../page/refused_form.ts";
import { reportingSend } from "../page/send.ts";
import { ownerOf } from "../page/call.ts";
import { renderToHtml } from "../render/render_html.ts";
import { formFields, patternOf } from "../schema/form_fields.ts";
import type { Schema } from "../schema/zod_def.ts";
import type { FormEntry, TextEntry } from "../wire/form_tree.ts";
import { isRequestKey } from "./answered_requests.ts";
import { Redirect, Refused } from "./answers.ts";
import type { PartEntry } from "./app_table.ts";
import type { Core } from "./core.ts";
import { type FormLimits, formLimits } from "./form_limits.ts";
import type { OpenedPage } from "./load_page.ts";
import { openErrorPage, openPage } from "./open_page.ts";
import { readForm } from "./read_form.ts";
import { firstModels, loopModule, type Models, renderPage } from "./render_page.ts";
import { redirectResponse, respondOpened } from "./respond_page.ts";
import { type ActionOutcome, inputSchemaOf, refuseEarly, runAction } from "./run_action.ts";
import { withSlowParts } from "./slow_reads.ts";
import { type Visit, visitOf, type Visitor } from "./visit.ts";

/** Ends the sockets of a session that was signed out. */
export type EndSession = (tokenHash: string) => void;

/** A posted form as it comes in. */
export interface FormRequest {
  readonly request: Request;
  readonly visitor: Visitor;
}

/** What {@linkcode respondForm} needs beside the request. */
export interface FormServices {
  readonly endSession: EndSession;
  /** Where long files wait for their action. */
  readonly uploads: string;
}

/** The most bytes of the body of a request, when it is a form that takes files. */
export function filesLimit(core: Core, { request, visitor }: FormRequest): FormLimits | undefined {
  if (request.method !== "POST" || !/^multipart\//i.test(request.headers.get("content-type") ?? "")) return undefined;
  const target = readTarget({ request, visitor });
  const input = target.form && inputSchemaOf(core, { ...target.form, visit: target.visit, over: "post" });
  return input && formLimits(input);
}

/**
 * Answers a posted form.
 *
 * @throws {UnreadableForm} When its body cannot be read, or must not be.
 */
export async function respondForm(core: Core, posted: FormRequest, services: FormServices): Promise<Response> {
  const { visit, form, key } = readTarget(posted);
  if (!form) return await respondRefusal(core, visit, refuse.notFound("This form is not known."));
  const call = { ...form, visit, over: "post" as const };
  const limits = filesLimit(core, posted);
  // Nobody fills the disk with what she may not send at all.
  const early = limits && await refuseEarly(core, call);
  if (early) return await respondOutcome(core, early, { visit, form, values: {} }, services);
  const fields = await readForm(posted.request, limits, services.uploads);
  try {
    const input = { type: "fields" as const, values: fields.entries };
    const { promise, resolve } = Promise.withResolvers<ActionOutcome>();
    // To its very end: what follows the commit may still read a file.
    await runAction(core, { ...call, input, origin: undefined, key }, resolve);
    const values = typedValues(fields.entries, inputSchemaOf(core, call));
    return await respondOutcome(core, await promise, { visit, form, values }, services);
  } finally {
    await fields.close();
  }
}

/** A form that was posted, as its answer needs it. */
interface Posted {
  readonly visit: Visit;
  readonly form: FormName;
  readonly values: FieldValues;
}

/** Which form it was. */
interface FormName {
  readonly owner: string;
  readonly action: string;
}

/** What the address of a form says. Only one that stands in a document's own HTML has a key. */
interface Target {
  readonly visit: Visit;
  readonly form: FormName | undefined;
  readonly key: string | undefined;
}

async function respondOutcome(
  core: Core,
  outcome: ActionOutcome,
  posted: Posted,
  { endSession }: FormServices,
): Promise<Response> {
  const { visit } = posted;
  const response = outcome.redirect !== undefined
    ? redirectResponse(outcome.redirect, 303)
    : outcome.result.ok
    ? redirectResponse(visit.href, 303)
    : await respondRefused(core, posted, outcome.result);
  const cookie = outcome.session?.cookie(visit.secure);
  if (cookie) response.headers.append("set-cookie", cookie);
  if (outcome.session?.ended) endSession(outcome.session.ended);
  return response;
}

function readTarget({ request, visitor }: FormRequest): Target {
  const url = new URL(request.url);
  const named = url.searchParams.get(actionField);
  url.searchParams.delete(actionField);
  const visit = visitOf(visitor, url.pathname + url.search);
  const [owner, action, key] = named?.split("#") ?? [];
  const isReadable = visit && owner && action && (key === undefined || isRequestKey(key));
  return isReadable
    ? { visit, form: { owner, action }, key }
    : { visit: visit ?? nowhere, form: undefined, key: undefined };
}

const nowhere: Visit = {
  href: "/",
  path: "/",
  search: "",
  secure: false,
  address: "",
  token: undefined,
  cookie: () => undefined,
};

/** What was typed in the fields that the action takes: never a file. */
function typedValues(entries: readonly FormEntry[], input: Schema | undefined): FieldValues {
  const patterns = new Set(input && formFields(input).map(({ pattern }) => pattern));
  const texts = entries.filter((entry): entry is TextEntry =>
    typeof entry[1] === "string" && patterns.has(patternOf(entry[0]))
  );
  return Object.fromEntries(
    Map.groupBy(texts, ([name]) => name).entries().map(([name, same]) => [name, same.map(([, value]) => value)]),
  );
}

// The page as it stands now, told of the refusal: the same message that the browser's loop would have got.
async function respondRefused(core: Core, { visit, form, values }: Posted, refusal: Refusal): Promise<Response> {
  try {
    // Whoever posts a document may run no script, and would lose the refusal with another request.
    const opened = await withSlowParts(await openPage(core, visit));
    const first = firstModels(opened);
    const told = { ...form, refusal: { ...refusal, values } };
    const secret = opened.status === 200
      ? passwordFields(core, opened, [first, applyRefusal(opened, first, told)])
      : [];
    const kept = Object.fromEntries(Object.entries(values).filter(([name]) => !secret.includes(name)));
    const refused = { ...form, refusal: { ...refusal, values: kept } };
    const models = opened.status === 200 ? applyRefusal(opened, first, refused) : undefined;
    if (!models) return await respondRefusal(core, visit, refusal);
    return await respondOpened(core, visit, { ...opened, status: refusalStatus[refusal.kind], refused }, models);
  } catch (error) {
    if (error instanceof Redirect) return redirectResponse(error.href, 303);
    throw error;
  }
}

/**
 * The names of the fields in which a password is typed: before and after the refusal, because a view may show such a
 * field in one of the two only.
 */
function passwordFields(core: Core, opened: OpenedPage, models: readonly (Models | undefined)[]): string[] {
  return models.flatMap((shown) => {
    const html = shown ? renderPage(core, opened, { models: shown }).html : "";
    const inputs = html.match(/<input\b(?:"[^"]*"|[^">])*>/g) ?? [];
    return inputs.filter((tag) => /\stype="password"/i.test(tag)).map((tag) => / name="([^"]*)"/.exec(tag)?.[1] ?? "");
  });
}

async function respondRefusal(core: Core, visit: Visit, refusal: Refusal): Promise<Response> {
  return await respondOpened(core, visit, await withSlowParts(await openErrorPage(core, visit, new Refused(refusal))));
}

/** The models with the refusal told to the loop that owns the form; `undefined` when its view shows no such form. */
function applyRefusal(opened: OpenedPage, models: Models, refused: RefusedForm): Models | undefined {
  if (opened.page.entry.path === refused.owner) {
    const page = tell(opened.page.entry, models.page, refused);
    return page && { ...models, page };
  }
  const at = opened.layouts.findIndex(({ entry }) => ownerOf({ kind: "layout", path: entry.path }) === refused.owner);
  const layout = opened.layouts[at];
  const told = layout && tell(layout.entry, models.layouts[at]!, refused);
  return told && { ...models, layouts: models.layouts.with(at, told) };
}

function tell(
  entry: PartEntry,
  first: Models["page"],
  refused: RefusedForm,
): Models["page"] | undefined {
  const module = loopModule(entry);
  return tellRefusal(
    module,
    first,
    refused,
    (model, made) => void renderToHtml(module.view(model, reportingSend(made), null)),
  );
}
