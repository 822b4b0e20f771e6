/**
 * The slow parts that a `load` has deferred: each is read on its own, outside of the read transaction of `load`, and
 * until then a placeholder stands in the data.
 *
 * @module
 */
import type { DeferredOptions, LoadContext } from "../context.ts";
import type { Reader } from "../../db/types.ts";
import type { Mode, Start } from "../page/contract.ts";
import type { Deferred } from "../page/deferred.ts";
import type { Region } from "../wire/frames.ts";
import type { PartEntry } from "./app_table.ts";
import type { Core } from "./core.ts";
import type { OpenedPage, OpenedPart } from "./load_page.ts";
import { packLoaded } from "./pack_loaded.ts";

/** How long a part may take by default: longer than a person waits. */
const patienceMs = 10_000;

/** A part that is not there yet. */
export interface SlowField {
  readonly region: Region;
  /** The name of the field in the data of that region. */
  readonly name: string;
  /** Where the loop runs that will be told. */
  readonly mode: Mode;
  /** Begins to read at the first call. Never rejects. */
  read(): Promise<Deferred<unknown>>;
}

/** What stands behind a placeholder. */
interface SlowRead {
  readonly core: Core;
  read(): Promise<Deferred<unknown>>;
  failed(error: unknown): Deferred<never>;
}

// By placeholder. Data that was made long ago keeps no reads alive.
const reads = new WeakMap<object, SlowRead>();

/** What one call of `load` defers. */
export interface Deferring {
  readonly deferred: LoadContext["deferred"];
  /**
   * Gives the data back when everything that was deferred stands where it can be found again.
   *
   * @throws {TypeError} When a part stands deeper in the data.
   */
  placed(entry: PartEntry, data: unknown): unknown;
}

/** Makes the `deferred` of a context. */
export function createDeferring(core: Core, path: string): Deferring {
  let unplaced = new Set<unknown>();
  return {
    deferred<T>(work: (db: Reader) => T | Promise<T>, { timeout = patienceMs }: DeferredOptions = {}): Deferred<T> {
      const placeholder: Deferred<T> = { state: "pending" };
      const failed = (error: unknown): Deferred<never> => ({
        state: "failed",
        traceId: core.trace(`a deferred part of ${path}`, error),
      });
      let result: Promise<Deferred<unknown>> | undefined;
      const read = () => result ??= withinTime(core, core.db.read(async (db) => await work(db)), timeout).catch(failed);
      reads.set(placeholder, { core, read, failed });
      unplaced.add(placeholder);
      return placeholder;
    },
    placed({ file }, data) {
      const deep = unplaced.difference(new Set(fieldsOf(data).map(([, value]) => value)));
      unplaced = new Set();
      if (deep.size === 0) return data;
      throw new TypeError(
        `Cannot defer a part of the data in "${file}": got it inside of another value, expected a field of what ` +
          "`load` returns\nhint: write `return { part: deferred((db) => …) }`",
      );
    },
  };
}

/** The parts of a page and its layouts that are not there yet. */
export function slowFields({ page, layouts }: OpenedPage): SlowField[] {
  return [
    ...layouts.flatMap((part) => slowFieldsOf(part, part.entry.id)),
    ...slowFieldsOf(page, "page"),
  ];
}

/** The page with what has come, by field, in the place of what is still pending. */
export function withParts(opened: OpenedPage, come: ReadonlyMap<string, Deferred<unknown>>): OpenedPage {
  const filled = <Part extends OpenedPart>(part: Part, region: Region): Part => {
    const parts = slowFieldsOf(part, region).flatMap((field) => {
      const value = come.get(fieldKey(field));
      return value ? [[field.name, value] as const] : [];
    });
    if (parts.length === 0) return part;
    const data = { ...dataOf(part) as object, ...Object.fromEntries(parts) };
    return {
      ...part,
      start: { ...part.start, data } as unknown as Start,
      packed: part.entry.wire.data?.pack(data) ?? null,
    };
  };
  return {
    ...opened,
    // Whether their functions looked at the visitor is not watched.
    personal: true,
    page: filled(opened.page, "page"),
    layouts: opened.layouts.map((part) => filled(part, part.entry.id)),
  };
}

/** Waits for the slow parts of a page: all of them, or those whose loops run in one mode. */
export async function withSlowParts(opened: OpenedPage, mode?: Mode): Promise<OpenedPage> {
  const fields = slowFields(opened).filter((field) => mode === undefined || field.mode === mode);
  if (fields.length === 0) return opened;
  const come = await Promise.all(fields.map(async (field) => [fieldKey(field), await field.read()] as const));
  return withParts(opened, new Map(come));
}

/** Whether the loop that waits for a part runs in the browser. */
export function isForBrowser({ mode }: SlowField): boolean {
  return mode === "client";
}

/** Names a field of a page or of one of its layouts. */
export function fieldKey({ region, name }: Pick<SlowField, "region" | "name">): string {
  return `${region} ${name}`;
}

async function withinTime({ clock }: Core, value: Promise<unknown>, timeout: number): Promise<Deferred<unknown>> {
  const late = Promise.withResolvers<never>();
  const stop = clock.after(timeout, () => late.reject(new Error(`Got nothing within ${timeout} ms`)));
  try {
    return { state: "ready", value: await Promise.race([value, late.promise]) };
  } finally {
    stop();
  }
}

function slowFieldsOf(part: OpenedPart, region: Region): SlowField[] {
  const data = dataOf(part);
  return fieldsOf(data).flatMap(([name, value]) => {
    const slow = typeof value === "object" && value !== null ? reads.get(value) : undefined;
    if (!slow) return [];
    const read = async () => {
      const come = await slow.read();
      try {
        // A part that breaks the contract fails alone.
        packLoaded(part.entry, { ...data as object, [name]: come }, slow.core);
        return come;
      } catch (error) {
        return slow.failed(error);
      }
    };
    return [{ region, name, mode: part.entry.mode, read }];
  });
}

function dataOf({ start }: OpenedPart): unknown {
  return start.data;
}

function fieldsOf(data: unknown): [string, unknown][] {
  return typeof data === "object" && data !== null ? Object.entries(data) : [];
}
