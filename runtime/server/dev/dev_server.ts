/**
 * The server's half of the dev loop: replaces modules of pages in the running process, keeps the sockets of overlays and
 * panels, and passes on what `rally dev` says. Loaded only in development.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import process from "node:process";
import type { DevMessage, FromServer, PageMessage, ShownProblem, ToServer } from "../../wire/dev/dev_messages.ts";
import { type FrameNews, wirePath } from "../../wire/dev/wire_entry.ts";
import { frozenModule } from "../../page/frozen_module.ts";
import type { LoopModule } from "../../page/module.ts";
import type { PartEntry, ServerModule } from "../app_table.ts";
import type { Connection } from "../connection.ts";
import type { Core } from "../core.ts";
import type { DevHooks, LivePart } from "./dev_hooks.ts";
import { hostRefusal, readHosts } from "./known_host.ts";
import { createModuleVersions } from "./module_versions.ts";
import { serverFailure } from "./server_failure.ts";
import { toldModule } from "./told_module.ts";
import { createWireLog } from "./wire_log.ts";
import { wirePage } from "./wire_page.ts";
import { createWireTap } from "./wire_tap.ts";
import { watchWire } from "./wire_watcher.ts";

/** A document that failed has its overlay connected within this time. */
const failureMs = 3_000;

/** A page in the background answers late, and has nobody typing in it. */
const keptMs = 500;

/** Where the app is. */
export interface DevServerOptions {
  /** The app's folder. */
  readonly root: string;
  /** The file of the bundle's manifest. */
  readonly manifest: string;
  /**
   * The hosts that it answers to beside addresses and `localhost`, with commas.
   * @default {""}
   */
  readonly hosts?: string;
}

/** Makes the hooks of a server in development. */
export function createDevHooks({ root, manifest, hosts = "" }: DevServerOptions): DevHooks {
  const modules = createModuleVersions(root);
  const namedHosts = readHosts(hosts);
  const pages = new Set<Page>();
  const livePages = new Set<LivePart>();
  const broken = new Set<PartEntry>();
  const kept = new Map<string, DevMessage>();
  let failures: { readonly at: number; readonly problem: ShownProblem }[] = [];
  const updates: Extract<DevMessage, readonly ["update", ...unknown[]]>[] = [];
  let revision = 0;
  let editor: string | null = null;
  let core: Core | undefined;
  const log = createWireLog();
  const tap = createWireTap({ log, shapes: () => core!, now: () => performance.now() });
  let order: Promise<void> = Promise.resolve();

  const broadcast = (message: DevMessage) => pages.forEach(({ send }) => send(message));
  const report = (message: FromServer) => process.send?.(message);

  process.on("message", (message: ToServer) => {
    order = order.then(() => take(message));
  });
  // The channel alone must not keep a server alive that has drained. (Listening to it has made it do so.)
  process.channel?.unref();

  async function take(message: ToServer): Promise<void> {
    switch (message[0]) {
      case "editor":
        editor = message[1];
        return;
      case "settled":
        revision = message[1];
        // Of code that is gone: the pages that are loaded now are not told of them.
        failures = [];
        if (core) core.manifest = JSON.parse(readFileSync(manifest, "utf8"));
        return broadcast(["ready"]);
      case "replace":
        return await replace(message[1], message[2]);
      case "problems":
        kept.set(message[1], message);
        return broadcast(message);
      case "update":
        failures = [];
        updates.push(message);
        return broadcast(message);
      default:
        return broadcast(message);
    }
  }

  async function replace(files: readonly string[], parts: Extract<ToServer, readonly ["replace", ...unknown[]]>[2]) {
    modules.renew(files);
    try {
      for (const { id, file, verdict } of parts) {
        const module = await modules.import(file) as ServerModule;
        const entries = entriesOf(core, id);
        for (const entry of entries) entry.module = frozenModule(module as LoopModule, entry.file) as ServerModule;
        await redraw(entries, verdict);
      }
      report(["replaced", null]);
    } catch (error) {
      report(["replaced", error instanceof Error ? error.message : String(error)]);
    }
    const still = parts.filter(({ id }) => entriesOf(core, id).some(({ mode }) => mode === "static"));
    if (still.length > 0) broadcast(["html", still.map(({ id }) => id)]);
  }

  async function redraw(entries: readonly PartEntry[], verdict: "fine" | "risky"): Promise<void> {
    const mine = [...livePages].filter(({ entry }) => entries.includes(entry));
    const revived = entries.filter((entry) => broken.delete(entry));
    if (mine.length > 0) await announce(mine[0].entry.id);
    for (const { id, file } of revived) broadcast(["anew", id, `${file} started anew after its failure`]);
    for (const page of mine) {
      try {
        page.redraw();
      } catch (error) {
        const { id, file } = page.entry;
        const reason = error instanceof Error ? error.message : String(error);
        if (verdict === "fine") failed(`view of ${file}`, error);
        else broadcast(["anew", id, `${file} started anew: its new code cannot show the old model (${reason})`]);
      }
    }
  }

  /** The patch goes over another socket and may arrive first, so pages say when they are ready for it. */
  async function announce(id: string): Promise<void> {
    const kept = [...pages].map((page) => new Promise<void>((resolve) => page.kept = resolve));
    broadcast(["live", [id]]);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<void>((resolve) => timer = setTimeout(resolve, keptMs));
    await Promise.race([Promise.all(kept), patience]);
    clearTimeout(timer);
  }

  function failed(what: string, error: unknown): void {
    const problem = serverFailure(root, what, error);
    failures = [...failures.filter(({ at }) => at > Date.now() - failureMs), { at: Date.now(), problem }];
    broadcast(["failure", problem]);
  }

  function welcome({ send }: Page): void {
    send(["hello", core?.manifest.build ?? "", editor]);
    for (const message of [...kept.values(), ...updates]) send(message);
    for (const { at, problem } of failures) if (at > Date.now() - failureMs) send(["failure", problem]);
  }

  function connect(wire: { send(text: string): void; close: Connection["close"] }, onClosed: () => void): Connection {
    const page: Page = { send: (message) => wire.send(JSON.stringify(message)), showing: [], kept() {} };
    pages.add(page);
    welcome(page);
    const watcher = watchWire(log, page.send);
    return {
      ...silent,
      id: crypto.randomUUID(),
      receiveText(text) {
        const message = pageMessage(text);
        if (message?.[0] === "open") report(message);
        if (message?.[0] === "kept") page.kept();
        if (message?.[0] === "watch") watcher.watch(message[1]);
        if (message?.[0] === "came") message[1].forEach(log.hear);
        if (message?.[0] !== "showing") return;
        page.showing = message[1];
        report(["showing", [...new Set([...pages].flatMap(({ showing }) => showing))]]);
      },
      closed() {
        pages.delete(page);
        watcher.stop();
        onClosed();
      },
      close: wire.close,
    };
  }

  return {
    get revision() {
      return revision;
    },
    attach(given) {
      core = given;
    },
    hostRefusal: (host) => hostRefusal(host, namedHosts),
    connect,
    tap: tap.connect,
    mount(app) {
      app.get(wirePath, () => wirePage(core!.manifest, revision));
      tap.mount(app);
    },
    failed,
    module: toldModule,
    live(page) {
      livePages.add(page);
      return (how) => {
        livePages.delete(page);
        if (how === "failed") broken.add(page.entry);
      };
    },
  };
}

/** One page's overlay and panel. */
interface Page {
  send(message: DevMessage): void;
  showing: readonly string[];
  /** Called when it is ready for the patch that was announced. */
  kept: () => void;
}

/** What a connection does that listens to no topic. */
const silent = {
  sessionHash: undefined,
  deliver() {},
  receive: () => false,
  finish: () => Promise.resolve(),
};

/** The copies of a part's entry, in all tables of the core. */
function entriesOf(core: Core | undefined, id: string): PartEntry[] {
  if (!core) return [];
  const all: PartEntry[] = [
    ...core.pages.values(),
    ...core.layouts.values(),
    ...core.table.notFound,
    ...core.table.error,
  ];
  return all.filter((entry) => entry.id === id);
}

function pageMessage(text: string): PageMessage | undefined {
  try {
    const message: unknown = JSON.parse(text);
    if (!Array.isArray(message)) return undefined;
    const [kind, first, line, column] = message;
    if (kind === "showing" && Array.isArray(first) && first.every((id) => typeof id === "string")) {
      return ["showing", first];
    }
    if (kind === "kept") return ["kept"];
    if (kind === "watch" && (first === null || typeof first === "string")) return ["watch", first];
    if (kind === "came" && Array.isArray(first) && first.every(isFrameNews)) return ["came", first];
    const isPlace = typeof first === "string" && Number.isSafeInteger(line) && Number.isSafeInteger(column);
    return kind === "open" && isPlace ? ["open", first, line, column] : undefined;
  } catch {
    return undefined;
  }
}

function isFrameNews(value: unknown): value is FrameNews {
  if (typeof value !== "object" || value === null) return false;
  const { line, index, ms, messages } = value as Partial<FrameNews>;
  return typeof line === "string" && typeof index === "number" && (ms === undefined || typeof ms === "number") &&
    Array.isArray(messages) && messages.every((name) => typeof name === "string");
}
