/**
 * What the parts of a running server share: made once by `createServer`, passed to each step of a request.
 *
 * @module
 */
import type { Database } from "../../db/mod.ts";
import type { Mode } from "../page/contract.ts";
import { ownerOf } from "../page/call.ts";
import { type Clock, systemClock } from "../live/clock.ts";
import { createSchedule, type Schedule } from "../live/schedule.ts";
import { createWatchdog } from "../live/watchdog.ts";
import type { Hub } from "../topics/hub.ts";
import type { Codec } from "../wire/codec.ts";
import type { Manifest } from "../wire/manifest.ts";
import { compileRoutes, type Match } from "../route/match.ts";
import { createRefusedEvents, type RefusedEvents } from "./refused_events.ts";
import { createLimits, type Limits, type ServerLimits } from "./limits.ts";
import { type AnsweredRequests, createAnsweredRequests } from "./answered_requests.ts";
import { permissionHint } from "./permission_hint.ts";
import { createLiveStore, type LiveStore } from "./live_store.ts";
import { createRequestTurns, type RequestTurns } from "./request_turns.ts";
import { createSpecialPages, type SpecialPages } from "./special_pages.ts";
import { withFrozenModels } from "./frozen_table.ts";
import type { FunctionCodec } from "../live/browser_asks.ts";
import { createTemplateNumbers, type TemplateNumbers } from "../live/template_numbers.ts";
import type { AppTable, FunctionEntry, LayoutEntry, PageEntry, PartEntry } from "./app_table.ts";
import type { DevHooks } from "./dev/dev_hooks.ts";

/** One running app. */
export interface Core {
  readonly table: AppTable;
  readonly db: Database;
  readonly hub: Hub;
  /** In development the bundle changes while the server runs. */
  manifest: Manifest;
  readonly match: (path: string) => Match | undefined;
  readonly specialPages: SpecialPages;
  readonly pages: ReadonlyMap<string, PageEntry>;
  readonly layouts: ReadonlyMap<string, LayoutEntry>;
  /** Pages and layouts by their name on the wire. */
  readonly owners: ReadonlyMap<string, PartEntry>;
  readonly topicCodecs: ReadonlyMap<string, Codec>;
  /** The functions of `app/browser.ts`. */
  readonly functions: ReadonlyMap<string, FunctionCodec>;
  /** The live pages and layouts between their document and their socket. */
  readonly live: LiveStore;
  /** Of all live pages. */
  readonly templates: TemplateNumbers;
  /** Whose turn it is among the live pages that run. */
  readonly schedule: Schedule;
  readonly limits: Limits;
  /** Whose turn it is among those who ask for something. */
  readonly turns: RequestTurns;
  /** Of live pages. */
  readonly refusedEvents: RefusedEvents;
  /** What makes a retry get the first answer. */
  readonly answered: AnsweredRequests;
  /** Whether failures are shown with their text, and the browser reloads after a new build. */
  readonly dev: boolean;
  readonly devHooks: DevHooks | undefined;
  readonly clock: Clock;
  /** Is told of work that goes on by itself. */
  watch(what: string, work: Promise<unknown>): void;
  log(line: string): void;
  /** Logs a failure and gives the id that the visitor is told. */
  trace(what: string, error: unknown): string;
}

/** The modes of pages by their paths and of layouts by theirs (`layout:/admin`), or `"live"` for all of them. */
export type Modes = "live" | Readonly<Record<string, Mode>>;

/** What {@linkcode createCore} takes. */
export interface CoreOptions {
  readonly table: AppTable;
  readonly db: Database;
  readonly hub: Hub;
  readonly manifest: Manifest;
  /** Runs pages and layouts in another mode than they declare. For tests. */
  readonly modes?: Modes;
  readonly limits?: ServerLimits;
  /** @default {false} */
  readonly dev?: boolean;
  /** What a server in development does besides. */
  readonly devHooks?: DevHooks;
  /** @default {systemClock} */
  readonly clock?: Clock;
  /** Is told of everything that the server has begun: tests wait for its end. @default nobody is told */
  readonly watch?: (what: string, work: Promise<unknown>) => void;
  /** @default {console.error} */
  readonly log?: (line: string) => void;
}

/** Builds the look-up tables of an app. */
export function createCore(options: CoreOptions): Core {
  const { db, hub, manifest, modes = {}, dev = false, devHooks, clock = systemClock } = options;
  const { watch = () => {}, log = console.error } = options;
  const table = dev ? withFrozenModels(options.table) : options.table;
  const pages = table.pages.map((entry) => ({ ...entry, mode: modeOf(entry.path, entry, modes) }));
  const layouts = table.layouts.map((entry) => ({ ...entry, mode: modeOf(layoutOwner(entry), entry, modes) }));
  const core: Core = {
    table,
    db,
    hub,
    manifest,
    match: compileRoutes(pages.map((entry) => entry.path)),
    specialPages: createSpecialPages(table),
    pages: new Map(pages.map((entry) => [entry.path, entry])),
    layouts: new Map(layouts.map((entry) => [entry.id, entry])),
    owners: new Map([
      ...pages.map((entry) => [entry.path, entry] as const),
      ...layouts.map((entry) => [layoutOwner(entry), entry] as const),
    ]),
    topicCodecs: new Map(table.topics.map(({ topic, codec }) => [topic.pattern, codec])),
    functions: new Map(table.functions?.map((entry) => [entry.function.browserName, functionCodec(entry)])),
    live: createLiveStore({ now: clock.now }),
    templates: createTemplateNumbers(),
    schedule: createSchedule({ now: clock.now, watch, took: createWatchdog({ now: clock.now, log }).took }),
    limits: createLimits(options.limits ?? {}, clock.now),
    turns: createRequestTurns(),
    refusedEvents: createRefusedEvents(clock.now, log),
    answered: createAnsweredRequests(clock.now),
    dev,
    devHooks,
    clock,
    watch,
    log,
    trace(what, error) {
      devHooks?.failed(what, error);
      const traceId = crypto.randomUUID().slice(0, 8);
      const hint = permissionHint(error);
      const text = error instanceof Error ? error.stack ?? error.message : String(error);
      log(`[${traceId}] ${what}: ${text}${hint === undefined ? "" : `\nhint: ${hint}`}`);
      return traceId;
    },
  };
  devHooks?.attach(core);
  return core;
}

/**
 * A page, or one of its layouts, with the layouts around it, outermost first: the parts whose `authorize` covers it.
 * Empty for a part that does not stand on the page.
 */
export function partsAround(core: Core, page: PageEntry, part: PartEntry): readonly PartEntry[] {
  const parts = [...layoutsOf(core, page), page];
  return parts.slice(0, parts.indexOf(part as PageEntry) + 1);
}

function modeOf(name: string, { mode }: PartEntry, modes: Modes): Mode {
  return modes === "live" ? modes : modes[name] ?? mode;
}

function layoutOwner({ path }: LayoutEntry): string {
  return ownerOf({ kind: "layout", path });
}

function functionCodec({ function: { output }, codec }: FunctionEntry): FunctionCodec {
  return {
    packInput: codec.input.pack,
    parseOutput: (packed) => output.parse(codec.output.unpack(packed)),
  };
}

/** The layouts of a page, outermost first. */
export function layoutsOf(core: Core, page: PageEntry): LayoutEntry[] {
  return page.layouts.map((id) => {
    const layout = core.layouts.get(id);
    if (!layout) throw new TypeError(`Cannot find layout "${id}" of "${page.file}": run "deno task gen"`);
    return layout;
  });
}
