/**
 * Looks at the sockets and requests of this document: gives each a name that the server knows it by, measures how long
 * answers take, and finds out which messages a frame has become. Loaded before the page's own scripts.
 *
 * @module
 */
import { devQuery } from "../../../wire/dev/dev_messages.ts";
import { answeredBy, questionOf } from "../../../wire/dev/frame_names.ts";
import { liveNews } from "../../../wire/dev/live_news.ts";
import { type FrameNews, lineHeader, lineQuery, messageName, type WireEntry } from "../../../wire/dev/wire_entry.ts";
import { framePath, socketPath } from "../../../wire/frames.ts";

/** What a message can come from: the answer to an action, an event of a topic, data that was loaded again. */
export type MessageOrigin = "answer" | "event" | "loaded";

/** The lines of this document. */
export interface TabLines {
  /** The name of this tab; it is kept when the document is loaded anew. */
  readonly tab: string;
  /** Whether a line is of this document. */
  has(line: string): boolean;
  /** Says what the latest frame of an origin has become. */
  became(origin: MessageOrigin, message: unknown): void;
  /** An entry with what is known of it in this document: the server hears of it a little later. */
  complete(entry: WireEntry): WireEntry;
}

/** A line with the questions that wait for their answers. */
interface Line {
  readonly name: string;
  received: number;
  readonly asked: Map<string, { readonly kind: string; readonly at: number }>;
}

/** What was told of frames is kept for so many of them. */
const maxKnown = 500;

const tabKey = "rally dev wire tab";

/**
 * Begins to look.
 *
 * @param came Is told what there is to say of frames that have come.
 */
export function watchLines(came: (news: readonly FrameNews[]) => void): TabLines {
  const tab = tabName();
  const names = new Set<string>();
  const latest = new Map<MessageOrigin, { readonly line: string; readonly index: number }>();
  const news: FrameNews[] = [];
  const known = new Map<string, FrameNews>();

  function openLine(): Line {
    const name = `${tab}.${randomName()}`;
    names.add(name);
    return { name, received: 0, asked: new Map() };
  }

  function tell(one: FrameNews): void {
    if (news.length === 0) setTimeout(() => came(news.splice(0)));
    news.push(one);
    const key = keyOf(one);
    const before = known.get(key);
    known.set(key, { ...before, ...one, messages: [...before?.messages ?? [], ...one.messages] });
    for (const old of [...known.keys()].slice(0, -maxKnown)) known.delete(old);
  }

  function sent({ asked }: Line, text: unknown): void {
    if (typeof text !== "string") return;
    const frame = JSON.parse(text);
    const question = questionOf(frame);
    if (question !== undefined) asked.set(question, { kind: frame[0], at: performance.now() });
  }

  function heard(line: Line, text: string): void {
    const frame = JSON.parse(text);
    // The server does not count what is no part of the wire.
    if (frame[0] === liveNews) return;
    const place = { line: line.name, index: line.received++ };
    const question = answeredBy(frame);
    const asked = question === undefined ? undefined : line.asked.get(question);
    const origin = originOf(frame[0], asked?.kind);
    if (origin) latest.set(origin, place);
    if (question === undefined || !asked) return;
    line.asked.delete(question);
    tell({ ...place, ms: performance.now() - asked.at, messages: [] });
  }

  globalThis.WebSocket = class extends WebSocket {
    readonly #line: Line | undefined;

    constructor(address: string | URL, protocols?: string | string[]) {
      const url = new URL(address, location.href);
      const line = url.pathname === socketPath && url.search !== `?${devQuery}` ? openLine() : undefined;
      if (line) url.searchParams.set(lineQuery, line.name);
      super(url, protocols);
      this.#line = line;
      if (line) this.addEventListener("message", ({ data }) => heard(line, data));
    }

    override send(data: Parameters<WebSocket["send"]>[0]): void {
      if (this.#line) sent(this.#line, data);
      super.send(data);
    }
  };

  const request = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    if (input !== framePath) return await request(input, init);
    const line = openLine();
    sent(line, init?.body);
    const response = await request(input, { ...init, headers: { ...init?.headers, [lineHeader]: line.name } });
    heard(line, await response.clone().text());
    return response;
  };

  return {
    tab,
    has: (line) => names.has(line),
    became(origin, message) {
      const place = latest.get(origin);
      if (place) tell({ ...place, messages: [messageName(message)] });
    },
    complete(entry) {
      const here = entry.from === "server" ? known.get(keyOf(entry)) : undefined;
      if (!here) return entry;
      // What a live page was told is known by the server alone.
      const messages = here.messages.length > 0 ? here.messages : entry.messages;
      return { ...entry, browserMs: here.ms ?? entry.browserMs, messages };
    },
  };
}

function keyOf({ line, index }: Pick<FrameNews, "line" | "index">): string {
  return `${line} ${index}`;
}

function originOf(kind: string, asked: string | undefined): MessageOrigin | undefined {
  if (kind === "event") return "event";
  if (kind === "later" || asked === "go") return "loaded";
  return asked === "call" || asked === "form" ? "answer" : undefined;
}

function tabName(): string {
  const name = sessionStorage.getItem(tabKey) ?? randomName();
  sessionStorage.setItem(tabKey, name);
  return name;
}

/** Four letters and digits: enough for the tabs of one author. */
function randomName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => (byte % 36).toString(36)).join("");
}
