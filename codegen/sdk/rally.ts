/**
 * The part of a generated client that is the same for every app: requests with retries, and topics over one socket. It
 * needs nothing but `fetch`, and for topics `WebSocket`, so it runs in browsers, Deno and Node.
 *
 * @module
 */

/** What a client takes. */
export interface ClientOptions {
  /** Where the app is: `https://scores.example`. */
  readonly url: string;
  /** A token of `rally token create`. Without one the client is a visitor, or in a browser whoever is signed in. */
  readonly token?: string;
  /** How often a request is tried again after its first failure. @default {3} */
  readonly retries?: number;
  /** @default {globalThis.fetch} */
  readonly fetch?: typeof fetch;
  /** The class of sockets; Node has one of its own from version 22 on. @default {globalThis.WebSocket} */
  readonly webSocket?: SocketClass;
  /** Waits before something is tried again. @default a timer */
  readonly wait?: (ms: number) => Promise<void>;
}

/** The class of sockets, as browsers have it. */
export type SocketClass = new (url: string, protocols: string[]) => Socket;

/** What the client uses of a socket. */
export interface Socket {
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
  onerror: ((event: unknown) => void) | null;
  send(text: string): void;
  close(): void;
}

/** The answer of an action: its output, or why it was not done. */
export type Result<T> = { readonly ok: true; readonly value: T } | Refusal;

/** The data of a page, with the position from which the events of its topics are news. */
export type Loaded<T> = { readonly ok: true; readonly value: T; readonly position: Position } | Refusal;

/** Why there is no answer. `message` is written for people. */
export type Refusal =
  & { readonly ok: false; readonly message: string }
  & (
    | { readonly kind: "invalid" | "malformed"; readonly fields: Readonly<Record<string, readonly string[]>> }
    | { readonly kind: "failed"; readonly traceId: string }
    /** The app leads to another page; a browser does not say which. */
    | { readonly kind: "elsewhere"; readonly location: string | undefined }
    | { readonly kind: (typeof plainKinds)[number] }
  );

/** A place in the history of topics. */
export type Position = readonly [epoch: string, at: number];

/** What every request takes. */
export interface RequestOptions {
  readonly signal?: AbortSignal;
}

/** What a call takes besides. */
export interface CallOptions extends RequestOptions {
  /** Tells the call from others; the same key again is the same call. @default one of its own, kept for its retries */
  readonly key?: string;
}

/** What a program does with a topic. */
export interface Listener<E> {
  /** The position of the data that the events are news to; without it the first thing told is `resync`. */
  readonly since?: Position;
  event(event: E): void;
  /** Events may be missing: load again. */
  resync?(): void;
  /** The topic does not exist, or is not for this token. */
  refused?(refusal: Refusal): void;
}

/** A date as an ISO string. */
export type IsoDate = string;
/** The decimal digits of a bigint. */
export type Digits = string;
/** Bytes as base64. */
export type Base64 = string;

/** What a parameter of an address may be. */
export type Part = string | number | boolean | bigint | Date;
/** Parameters by name. */
export type Parts = Readonly<Record<string, Part | readonly Part[] | undefined>>;

/** An app, spoken to by the names on its wire. */
export interface Connection {
  load<T>(page: string, options: RequestOptions): Promise<Loaded<T>>;
  call<T>(page: string, action: string, request: CallOptions & { readonly input: unknown }): Promise<Result<T>>;
  /** Gives the function that ends it. */
  listen<E>(key: string, listener: Listener<E>): () => void;
}

const plainKinds = [
  "denied",
  "unauthorized",
  "not_found",
  "conflict",
  "rate_limited",
  "offline",
  "timeout",
  "unsupported",
  "too_large",
  "method_not_allowed",
] as const;

/** Connects to an app; nothing is sent before something is asked. */
export function connect(options: ClientOptions): Connection {
  const base = `${options.url.replace(/\/$/, "")}/_rally/api`;
  const topics = createTopics(options);
  return {
    async load<T>(page: string, { signal }: RequestOptions) {
      const response = await request(options, base + page, { signal });
      if ("kind" in response) return response;
      const [epoch = "", at = "0"] = (response.headers.get("rally-position") ?? "").split(":");
      return { ok: true, value: await response.json() as T, position: [epoch, Number(at)] };
    },
    async call<T>(page: string, action: string, { input, signal, key = createKey() }: CallRequest) {
      const [path, query] = page.split("?");
      const url = `${base}${path === "/" ? "" : path}${action}${query === undefined ? "" : `?${query}`}`;
      const headers = { "content-type": "application/json", "idempotency-key": key };
      const response = await request(options, url, { signal, headers, method: "POST", body: JSON.stringify(input) });
      if ("kind" in response) return response;
      return { ok: true, value: (response.status === 204 ? undefined : await response.json()) as T };
    },
    listen: (key, listener) => topics.listen(key, listener as Listener<unknown>),
  };
}

type CallRequest = CallOptions & { readonly input: unknown };

/** A key that no other call has: 128 random bits. (In browsers `crypto.randomUUID` is missing on plain http.) */
function createKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}

/** The address of a page with its parameters and its query. */
export function pageAt(pattern: string, params: Parts = {}, query: Parts = {}): string {
  const path = pattern.replace(/:(\w+)\*?/g, (_, name) => texts(params[name]).map(encodeURIComponent).join("/"));
  const pairs = Object.entries(query).flatMap(([name, value]) => texts(value).map((text) => [name, text]));
  return pairs.length > 0 ? `${path}?${new URLSearchParams(pairs)}` : path;
}

function texts(value: Parts[string]): string[] {
  if (value === undefined) return [];
  const items: readonly Part[] = Array.isArray(value) ? value : [value as Part];
  return items.map((item) => item instanceof Date ? item.toISOString() : String(item));
}

/** Asks, and asks again with the same key while the network or a proxy fails. */
async function request(options: ClientOptions, url: string, init: RequestInit): Promise<Response | Refusal> {
  const { token, retries = 3, fetch: ask = globalThis.fetch, wait = pause } = options;
  const headers = { ...init.headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  for (let failures = 0;; failures++) {
    const response = await ask(url, { ...init, headers, redirect: "manual" }).catch((error: unknown) => {
      if (init.signal?.aborted) throw error;
      return undefined;
    });
    const isPassing = !response || [502, 503, 504].includes(response.status);
    if (!isPassing) return response.ok ? response : await refusalOf(response);
    if (failures >= retries) return response ? await refusalOf(response) : offline;
    await response?.body?.cancel();
    await wait(Math.max(backoff(failures), Number(response?.headers.get("retry-after") ?? 0) * 1000));
  }
}

const offline: Refusal = { ok: false, kind: "offline", message: "There is no connection to the server." };

async function refusalOf(response: Response): Promise<Refusal> {
  const problem = await response.json().catch(() => ({})) as Readonly<Record<string, unknown>>;
  const kind = String(problem["type"] ?? "").replace("urn:rally:", "");
  const message = String(problem["detail"] ?? `The server answered with status ${response.status}.`);
  const plain = plainKinds.find((known) => known === kind);
  if (plain) return { ok: false, kind: plain, message };
  if (kind === "invalid" || kind === "malformed") {
    return { ok: false, kind, message, fields: (problem["fields"] ?? {}) as Record<string, string[]> };
  }
  if (kind === "elsewhere" || response.type === "opaqueredirect") {
    return { ok: false, kind: "elsewhere", message, location: problem["location"] as string | undefined };
  }
  return { ok: false, kind: "failed", message, traceId: String(problem["traceId"] ?? "") };
}

/** Between nothing and twice as long as the last time: many clients of one server that came back do not come at once. */
function backoff(failures: number): number {
  return Math.random() * Math.min(10_000, 250 * 2 ** failures);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

interface Topic {
  readonly listeners: Set<Listener<unknown>>;
  since: Position;
}

/** A position that no history knows: the server answers that events are missing. */
const nowhere: Position = ["", 0];

/** Under the idle limit of common proxies; a socket that says nothing for twice as long is dead. */
const pingMs = 25_000;

/** The topics that are listened to, over one socket that is there while there are any. */
function createTopics({ url, token, webSocket, wait = pause }: ClientOptions): Pick<Connection, "listen"> {
  const topics = new Map<string, Topic>();
  let socket: Socket | undefined;
  let isOpen = false;
  let connecting = false;
  let failures = 0;

  function open(): void {
    const Sockets = webSocket ?? (globalThis as unknown as { WebSocket?: SocketClass }).WebSocket;
    if (!Sockets) throw new TypeError("This runtime has no WebSocket: give createClient one, as the option webSocket");
    const address = `${url.replace(/^http/, "ws").replace(/\/$/, "")}/_rally/socket`;
    const opened = new Sockets(address, ["rally.api", ...(token === undefined ? [] : [`bearer.${token}`])]);
    let quiet = 0;
    const pings = setInterval(() => {
      if (++quiet > 2) opened.close();
      else if (isOpen) opened.send('["ping"]');
    }, pingMs);
    socket = opened;
    opened.onmessage = ({ data }) => {
      quiet = 0;
      receive(JSON.parse(String(data)));
    };
    opened.onerror = () => {};
    opened.onclose = ({ code, reason }) => {
      clearInterval(pings);
      socket = undefined;
      isOpen = false;
      if (code === 4001) return refuse([...topics.keys()], { ok: false, kind: "unauthorized", message: reason });
      void reconnect();
    };
  }

  async function reconnect(): Promise<void> {
    if (connecting || topics.size === 0) return;
    connecting = true;
    await wait(backoff(failures++));
    connecting = false;
    if (topics.size > 0 && !socket) open();
  }

  function receive([kind, key, ...rest]: readonly [string, string, ...unknown[]]): void {
    const topic = topics.get(key);
    if (kind === "hello") {
      failures = 0;
      isOpen = true;
      for (const [name, { since }] of topics) send(name, [[name, since]]);
    } else if (kind === "event" && topic) {
      const [at, event] = rest as [Position, unknown];
      topic.since = at;
      for (const listener of topic.listeners) listener.event(event);
    } else if (kind === "lost") {
      for (const listener of topic?.listeners ?? []) listener.resync?.();
    } else if (kind === "no") {
      refuse([key], { ...rest[0] as Refusal });
    }
  }

  function refuse(keys: readonly string[], refusal: Refusal): void {
    const refused = keys.flatMap((key) => [...topics.get(key)?.listeners ?? []]);
    for (const key of keys) topics.delete(key);
    for (const listener of refused) listener.refused?.(refusal);
    closeIfIdle();
  }

  function send(key: string, entries: readonly (readonly [string, Position])[]): void {
    if (isOpen) socket?.send(JSON.stringify(["topics", key, entries]));
  }

  function closeIfIdle(): void {
    if (topics.size === 0) socket?.close();
  }

  return {
    listen(key, listener) {
      const known = topics.get(key);
      if (known) {
        known.listeners.add(listener as Listener<unknown>);
        // What the others have heard already is not told again.
        listener.resync?.();
      } else {
        const since = listener.since ?? nowhere;
        topics.set(key, { listeners: new Set([listener as Listener<unknown>]), since });
        if (!socket && !connecting) open();
        else send(key, [[key, since]]);
      }
      return () => {
        const topic = topics.get(key);
        topic?.listeners.delete(listener as Listener<unknown>);
        if (topic?.listeners.size !== 0) return;
        topics.delete(key);
        send(key, []);
        closeIfIdle();
      };
    },
  };
}
