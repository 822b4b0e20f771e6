/**
 * A form posted without JavaScript (and every action declared `over: "post"`): the page's own address, the action named
 * in the query. Done answers 303; refused answers the page again, with the refusal as one message to its loop.
 *
 * @module
 */
import { actionField } from "../page/form.ts";
import { type Refusal, refusalStatus, refuse } from "../page/result.ts";
import { type RefusedForm, tellRefusal } from "../page/refused_form.ts";
import { reportingSend } from "../page/send.ts";
import { ownerOf } from "../page/call.ts";
import { renderToHtml } from "../render/render_html.ts";
import { Redirect, Refused } from "./answers.ts";
import type { PartEntry } from "./app_table.ts";
import type { Core } from "./core.ts";
import type { OpenedPage } from "./load_page.ts";
import { openErrorPage, openPage } from "./open_page.ts";
import { firstModels, loopModule, type Models } from "./render_page.ts";
import { redirectResponse, respondOpened } from "./respond_page.ts";
import { type ActionOutcome, runAction } from "./run_action.ts";
import { type Visit, visitOf, type Visitor } from "./visit.ts";

/** What a posted form asks for. */
export interface PostedForm {
  readonly owner: string;
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Ends the sockets of a session that was signed out. */
export type EndSession = (tokenHash: string) => void;

/** Answers a posted form. */
export async function respondForm(
  core: Core,
  endSession: EndSession,
  request: { readonly href: string; readonly visitor: Visitor; readonly fields: Readonly<Record<string, string>> },
): Promise<Response> {
  const { visit, form } = readForm(request);
  if (!visit || !form) return await respondRefusal(core, visit, refuse.notFound("This form is not known."));
  const outcome = await new Promise<ActionOutcome>((resolve) =>
    runAction(core, {
      visit,
      owner: form.owner,
      action: form.action,
      input: { type: "fields", values: form.fields },
      over: "post",
      origin: undefined,
    }, resolve)
  );
  const response = outcome.redirect !== undefined
    ? redirectResponse(outcome.redirect, 303)
    : outcome.result.ok
    ? redirectResponse(visit.href, 303)
    : await respondRefused(core, visit, form, outcome.result);
  const cookie = outcome.session?.cookie(visit.secure);
  if (cookie) response.headers.append("set-cookie", cookie);
  if (outcome.session?.ended) endSession(outcome.session.ended);
  return response;
}

function readForm(
  request: { readonly href: string; readonly visitor: Visitor; readonly fields: Readonly<Record<string, string>> },
): { visit: Visit | undefined; form: PostedForm | undefined } {
  const url = new URL(request.href, "http://rally.invalid");
  const named = url.searchParams.get(actionField);
  url.searchParams.delete(actionField);
  const at = named?.lastIndexOf("#") ?? -1;
  return {
    visit: visitOf(request.visitor, url.pathname + url.search),
    form: named && at > 0
      ? { owner: named.slice(0, at), action: named.slice(at + 1), fields: request.fields }
      : undefined,
  };
}

// The page as it stands now, told of the refusal: the same message that the browser's loop would have got.
async function respondRefused(
  core: Core,
  visit: Visit,
  form: PostedForm,
  refusal: Refusal,
): Promise<Response> {
  try {
    const opened = await openPage(core, visit);
    const refused = { owner: form.owner, action: form.action, refusal };
    const models = opened.status === 200 ? applyRefusal(opened, refused) : undefined;
    if (!models) return await respondRefusal(core, visit, refusal);
    return await respondOpened(core, visit, { ...opened, status: refusalStatus[refusal.kind], refused }, models);
  } catch (error) {
    if (error instanceof Redirect) return redirectResponse(error.href, 303);
    throw error;
  }
}

async function respondRefusal(
  core: Core,
  visit: Visit | undefined,
  refusal: Refusal,
): Promise<Response> {
  const at = visit ?? { href: "/", path: "/", search: "", secure: false, cookie: () => undefined };
  return await respondOpened(core, at, await openErrorPage(core, at, new Refused(refusal)));
}

/** The models with the refusal told to the loop that owns the form; `undefined` when its view shows no such form. */
function applyRefusal(opened: OpenedPage, refused: RefusedForm): Models | undefined {
  const models = firstModels(opened);
  if (opened.page.entry.path === refused.owner) {
    const page = tell(opened.page.entry, models.page, refused);
    return page && { ...models, page };
  }
  const at = opened.layouts.findIndex(({ entry }) => ownerOf({ kind: "layout", path: entry.path }) === refused.owner);
  const layout = opened.layouts[at];
  const told = layout && tell(layout.entry, [models.layouts[at], []], refused);
  return told && { ...models, layouts: models.layouts.with(at, told[0]) };
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
