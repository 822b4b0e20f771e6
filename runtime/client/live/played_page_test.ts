/**
 * The engine of live pages in a browser that a test plays: real elements, and a connection that answers by hand. Import
 * it before anything that needs a document. It holds no test itself.
 *
 * @module
 */
import { Window } from "happy-dom";
import { LiveView } from "../../live/live_view.ts";
import { recordingSend, type Send } from "../../page/send.ts";
import type { Answer, ClientFrame, Request, ServerFrame } from "../../wire/frames.ts";
import type { LiveSnapshot, Snapshot } from "../../wire/snapshot.ts";
import type { RunningRegion, Tab } from "../tab.ts";

const window = new Window({ url: "http://app.test/" });
for (
  const name of [
    "document",
    "location",
    "Node",
    "HTMLElement",
    "HTMLFormElement",
    "HTMLInputElement",
    "HTMLDialogElement",
    "HTMLDetailsElement",
    "Element",
    "MutationObserver",
    "Event",
    "CustomEvent",
    "FormData",
  ]
) {
  const value = Reflect.get(window, name);
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
// A browser checks the fields first; here all are good.
HTMLFormElement.prototype.requestSubmit = function (submitter) {
  submitForm(this, submitter ?? null);
};

const { setTimeout: later } = globalThis;
const { dom } = await import("../dom.ts");
const { prepareRegion } = await import("./live_engine.ts");

/** Makes the handlers of a view. */
export const send: Send<unknown> = recordingSend;

/** The attributes of a form whose action is called over the socket. */
export function actionForm(action: string): object {
  return {
    "data-over": "socket",
    action: `?_action=/p%23${action}`,
    onSubmit: send({ type: "submit", call: { owner: "/p", action }, toMessage: (result: unknown) => result } as never),
  };
}

/** What a browser does when a form is sent. */
export function submitForm(form: HTMLFormElement, submitter: HTMLElement | null = null): void {
  form.dispatchEvent(Object.assign(new Event("submit", { bubbles: true, cancelable: true }), { submitter }));
}

/** A page that runs. */
export interface Played {
  readonly outlet: HTMLElement;
  readonly region: RunningRegion;
  readonly tab: Tab;
  /** What was sent and has no answer. */
  readonly sent: readonly ClientFrame[];
  readonly asked: readonly Request[];
  /** The forms that were left to the browser. */
  readonly posted: readonly HTMLFormElement[];
  /** Whether the socket is open. */
  open: boolean;
  /** Answers the latest request, and waits until all that comes of it has been done. */
  answer(answer: AnswerTo): Promise<void>;
  /** Loses the socket, and opens the next one. */
  reconnect(): Promise<void>;
  receive(frame: readonly unknown[]): void;
  element<E extends HTMLElement = HTMLElement>(selector: string): E;
}

type AnswerTo = { readonly page?: unknown } | { readonly refused: string };
type Act = Extract<ClientFrame, readonly ["act", ...unknown[]]>;

/** Starts a page whose document the server has just sent, and which it keeps. */
export async function play(view: unknown): Promise<Played> {
  const sent: ClientFrame[] = [];
  const asked: Request[] = [];
  const posted: HTMLFormElement[] = [];
  let answerLast: (answer: Answer) => void = () => {};
  const transport = {
    open: true,
    request: (frame: (id: number) => Request) =>
      new Promise<Answer>((resolve) => {
        asked.push(frame(asked.length + 1));
        answerLast = resolve;
      }),
    send: (frame: ClientFrame) => void (transport.open && sent.push(frame)),
  };
  const postHere = (form: HTMLFormElement, event: Event) => {
    event.preventDefault();
    posted.push(form);
  };
  const tab = {
    transport,
    regions: new Map(),
    acts: 0,
    current: { href: "/" },
    applyHead() {},
    navigate() {},
    dom: { ...dom, postHere },
  } as unknown as Tab;
  const outlet = document.createElement("rally-outlet");
  document.body.replaceChildren(outlet);
  const first = new LiveView(view as never);
  outlet.innerHTML = first.html();
  const snapshot = { ...snapshotOf(view), live: { ...liveOf(first), token: "token", shape: first.shape() } };
  const region = (await prepareRegion(tab, { region: "page", outlet, hydrate: true, snapshot }))();
  tab.regions.set("page", region);
  await settle();
  return {
    outlet,
    region,
    tab,
    sent,
    asked,
    posted,
    get open() {
      return transport.open;
    },
    set open(open) {
      transport.open = open;
    },
    async answer(answer) {
      answerLast(
        "refused" in answer
          ? ["no", 1, { ok: false, kind: answer.refused, message: "" } as never]
          : ["ok", 1, "page" in answer ? { live: liveOf(new LiveView(answer.page as never)) } as never : null, []],
      );
      await settle();
    },
    async reconnect() {
      transport.open = true;
      region.reconnected?.();
      await settle();
    },
    receive: (frame) => region.frame?.(frame as ServerFrame),
    element: <E extends HTMLElement>(selector: string) => outlet.querySelector(selector) as E,
  };
}

/** What a navigation brings for the same page at another query. */
export function snapshotOf(view: unknown): Snapshot {
  const live = { ...liveOf(new LiveView(view as never)), token: "token" };
  return { live, href: "/", layouts: [] } as unknown as Snapshot;
}

function liveOf(view: LiveView): LiveSnapshot {
  return { token: "", version: view.version, shape: view.content(), templates: view.templates() };
}

/** The events that were sent. */
export function actsOf({ sent }: Played): readonly Act[] {
  return sent.filter((frame): frame is Act => frame[0] === "act");
}

/** What the latest event means to a page that was built anew: a message, or the name of an action. */
export function meantBy(played: Played, page: unknown): unknown {
  const [, , version, slot, event] = actsOf(played).at(-1)!;
  const handler = new LiveView(page as never).handler(version, slot);
  if (typeof handler !== "object") return handler;
  if (handler.type === "submit") return handler.call.action;
  return handler.type === "event" ? handler.toMessage(event as never) : handler.message;
}

/** Lets promises go on, the import of a script included. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => later(resolve));
}
