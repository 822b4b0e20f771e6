/**
 * What the loops of a tab share in a test: the document, the connection and the effects, as `client/tab.ts` has them in
 * a browser.
 *
 * @module
 */
import { readFields, tellFields } from "../client/live/told_fields.ts";
import type { Transport } from "../client/transport.ts";
import type { BrowserEffect } from "../page/effect.ts";
import type { Refusal } from "../page/result.ts";
import type { ShownHead } from "../page/module.ts";
import type { Connection } from "../page/subscription.ts";
import type { Clock } from "../live/clock.ts";
import type { AppTable, PartEntry } from "../server/app_table.ts";
import type { Json } from "../wire/codec.ts";
import type { TextEntry } from "../wire/form_tree.ts";
import type { Position, Region as RegionName, ServerFrame, WireEvent } from "../wire/frames.ts";
import type { Snapshot } from "../wire/snapshot.ts";
import type { TestWindow } from "./test_window.ts";
import type { Work } from "./work.ts";

/** The services of a tab. */
export interface RegionTab {
  readonly window: TestWindow;
  readonly table: AppTable;
  readonly clock: Clock;
  readonly work: Work;
  readonly transport: Transport;
  /** How many actions were called; what was prefetched before one is old. Nothing is prefetched here. */
  acts: number;
  /** The snapshot that is shown. */
  readonly current: Snapshot;
  navigate(href: string, options?: { replace?: boolean }): Promise<void>;
  reload(): void;
  /** Takes work that a connection has to end: while there is none, no step waits for it. */
  watchAnswer(what: string, work: Promise<unknown>): void;
  /** Tells how the connection stands, and again whenever that changes, until the function that it gives is called. */
  onConnection(listener: (connection: Connection) => void): () => void;
  /** Never asked for: pages and server are of one process. */
  renew(): boolean;
  /** An action was refused whose page was left meanwhile. */
  lostSave(action: string, refusal: Refusal): void;
  run(effect: BrowserEffect): void;
  /** What the server's view draws now of a live page or layout; `undefined` when none runs. */
  drawn(region: RegionName): string | undefined;
  /** What the browser keeps, by area and key. */
  readonly storage: Map<string, string>;
  applyHead(region: RegionName, head: ShownHead | undefined): void;
}

/** What a region starts from. */
export interface RegionStart {
  readonly region: RegionName;
  readonly entry: PartEntry;
  readonly outlet: Element;
  readonly snapshot: Snapshot;
  /** Whether the outlet holds the server's HTML of this very snapshot. */
  readonly hydrate: boolean;
  /** Its HTML as the server has sent it, without what stands inside of a layout. */
  readonly html: string;
}

/** One running loop. */
export interface Region {
  /** The address or the data of the page or layout has changed; `changed` says that it is the data. */
  reloaded(snapshot: Snapshot, options: { readonly changed: boolean }): void;
  /** An event of a topic. */
  receive(key: string, at: Position, event: Json): void;
  /** A frame of the server for a live page or layout, which may be another one. */
  frame(frame: ServerFrame): void;
  /** There is another connection. */
  reconnected(): void;
  /** Requires, at rest, that it shows what its view draws. */
  check(): void;
  stop(): void;
}

/** What of an event a message may need; the same as `client/page_event.ts` reads in a browser. */
export function wireEvent(window: TestWindow, event: Event): WireEvent {
  // A step of a test waits until its event is answered: no field is ever ahead of the model.
  tellFields(event.target, readFields(event))();
  const target = (event.currentTarget ?? event.target) as Partial<HTMLInputElement> & Element;
  const form = (target.localName === "form" ? target : target.form ?? null) as HTMLFormElement | null;
  return {
    type: event.type,
    value: typeof target.value === "string" ? target.value : "",
    checked: target.checked === true,
    key: (event as KeyboardEvent).key ?? "",
    form: form ? formFields(window, form, (event as SubmitEvent).submitter) : [],
  };
}

/** The text fields of a form as a browser would post them, the button that was pressed included. */
export function formFields(
  window: TestWindow,
  form: HTMLFormElement,
  submitter?: HTMLElement | null,
): TextEntry[] {
  const fields = [...new window.FormData(form, submitter)];
  return fields.filter((field): field is [string, string] => typeof field[1] === "string");
}

/** Empties a form whose action went well. By the prototype: a field named "reset" would hide the method. */
export function emptyForm(form: Element): void {
  Object.getPrototypeOf(form).reset.call(form);
}
