/**
 * Says what a frame is: names it, and puts names in the place of positions by the codecs of the app.
 *
 * @module
 */
import type { Codec, Json } from "../../wire/codec.ts";
import { clientFrameNames, type FrameName, kindOf, serverFrameNames } from "../../wire/dev/frame_names.ts";
import type { WireEntry } from "../../wire/dev/wire_entry.ts";
import { textEntries } from "../../wire/form_tree.ts";
import { type PatchFrame, readPatch } from "../../wire/patch_frame.ts";
import type { LayoutSnapshot, Snapshot } from "../../wire/snapshot.ts";
import type { Core } from "../core.ts";
import { matchTopic } from "../match_topic.ts";
import { readable } from "./readable.ts";

/** A frame as it came: its kind and its elements. */
export type Frame = readonly unknown[];

/** What is said of a frame. */
export type FrameStory = Pick<WireEntry, "kind" | "words" | "name" | "page" | "value">;

/** What a frame is read with. */
export interface FrameContext {
  readonly from: WireEntry["from"];
  /** The request that it answers. */
  readonly asked?: Frame;
  /** The address at which the line stands. */
  readonly href: string | undefined;
  /** The socket of a program: its events have names already. */
  readonly isProgram: boolean;
}

/** What knows the shapes of an app. */
export type Shapes = Pick<Core, "match" | "owners" | "pages" | "layouts" | "table">;

/** Describes a frame. One that does not have the shape of its kind is shown as it came. */
export function describeFrame(shapes: Shapes, frame: Frame, context: FrameContext): FrameStory {
  const kind = kindOf(frame).slice(0, 40);
  const name = nameOfKind(kind, context.from);
  return {
    kind,
    words: name?.words ?? "unknown frame",
    name: subjectOf(frame, context),
    page: pageOf(shapes, hrefOf(frame, context)),
    value: { ...namedParts(frame, name?.fields), ...decodedFields(shapes, frame, context) },
  };
}

function namedParts(frame: Frame, fields: readonly string[] = []): Record<string, Json> {
  if (typeof frame[0] === "number") return readable(readPatch(frame as PatchFrame)) as Record<string, Json>;
  return Object.fromEntries(frame.slice(1).map((part, at) => [fields[at] ?? String(at + 1), readable(part)]));
}

/** Where the address stands in frames that name one. */
const hrefPlaces: ReadonlyMap<unknown, number> = new Map([
  ["go", 2],
  ["call", 3],
  ["form", 3],
  ["check", 3],
  ["join", 2],
  ["topics", 3],
]);

/** The address that a frame of a browser names: there the line stands, unless it only looks ahead. */
export function hrefOf(frame: Frame, { from, asked, href }: Omit<FrameContext, "isProgram">): string | undefined {
  if (from === "server") return asked ? hrefOf(asked, { from: "browser", href }) : href;
  const place = hrefPlaces.get(frame[0]);
  const named = place === undefined ? undefined : frame[place];
  return typeof named === "string" ? named : href;
}

function nameOfKind(kind: string, from: WireEntry["from"]): FrameName | undefined {
  const names: Readonly<Record<string, FrameName>> = from === "browser" ? clientFrameNames : serverFrameNames;
  return Object.hasOwn(names, kind) ? names[kind] : undefined;
}

function pageOf({ match }: Shapes, href: string | undefined): string {
  return href === undefined ? "" : match(href.split("?")[0])?.path ?? "";
}

/** What a frame is about: the action, the topic, the address. */
function subjectOf(frame: Frame, { from, asked, href }: FrameContext): string {
  const [kind, first, second, third, fourth] = frame;
  if (from === "server" && asked) return subjectOf(asked, { from: "browser", href, isProgram: false });
  switch (kind) {
    case "go":
    case "join":
      return text(second);
    case "call":
    case "form":
    case "check":
      return text(fourth);
    case "checks":
      return text(third);
    case "topics":
      return Array.isArray(second) ? second.map((topic) => text(topic?.[0])).join(", ") || "none" : "";
    case "event":
    case "lost":
    case "heard":
    case "ended":
    case "hello":
      return text(first);
    case "act":
      return text((frame[4] as { type?: unknown } | null | undefined)?.type);
    default:
      return typeof kind === "number" || kind === "later" || kind === "leave" ? href ?? "" : "";
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value.slice(0, 200) : "";
}

function decodedFields(shapes: Shapes, frame: Frame, { asked, from, isProgram }: FrameContext): Record<string, Json> {
  switch (from === "server" && frame[0] === "ok" ? `ok ${asked?.[0]}` : frame[0]) {
    case "call":
      return { input: decoded(actionOf(shapes, frame)?.input, frame[5]) };
    case "form":
    case "check":
      return { input: fieldsByName(frame[5]) };
    case "act":
      return { event: eventByName(frame[4]) };
    case "topics":
      return { topics: topicsByName(frame[2]) };
    case "event":
      return isProgram ? {} : { event: decoded(topicCodec(shapes, frame[1]), frame[3]) };
    case "ok call":
    case "ok form":
      return { output: decoded(actionOf(shapes, asked ?? [])?.output, frame[2]) };
    case "ok go":
    case "ok join":
      return { output: decodedSnapshot(shapes, frame[2]) };
    case "later":
      return { snapshot: decodedSnapshot(shapes, frame[3]) };
    default:
      return {};
  }
}

function decoded(codec: Codec | undefined, packed: unknown): Json {
  try {
    return readable(codec ? codec.unpack(packed) : packed);
  } catch {
    // Of another build, or of somebody who tries things: the answer says what is wrong with it.
    return readable(packed);
  }
}

function actionOf({ owners }: Shapes, [, , owner, , action]: Frame) {
  const actions = owners.get(String(owner))?.wire.actions ?? {};
  return Object.hasOwn(actions, String(action)) ? actions[String(action)] : undefined;
}

function topicCodec({ table }: Shapes, key: unknown): Codec | undefined {
  return matchTopic(table.topics, String(key))?.entry.codec;
}

/** Fields of one name are several there. */
function fieldsByName(fields: unknown): Json {
  const entries = textEntries(fields);
  if (!entries) return readable(fields);
  const names = Map.groupBy(entries, ([name]) => name);
  return Object.fromEntries(
    [...names].map(([name, [[, first], ...others]]) =>
      [name, others.length === 0 ? first : [first, ...others.map(([, value]) => value)]] as const
    ),
  );
}

function eventByName(event: unknown): Json {
  if (typeof event !== "object" || event === null || !("form" in event)) return readable(event);
  return readable({ ...event, form: fieldsByName(event.form) });
}

function topicsByName(topics: unknown): Json {
  if (!Array.isArray(topics)) return readable(topics);
  return topics.map((topic) =>
    Array.isArray(topic) ? { topic: readable(topic[0]), since: readable(topic[1]) } : readable(topic)
  );
}

function decodedSnapshot(shapes: Shapes, value: unknown): Json {
  if (typeof value !== "object" || value === null) return readable(value);
  const snapshot = value as Partial<Snapshot>;
  const page = [...shapes.pages.values()].find(({ id }) => id === snapshot.page);
  const layouts = snapshot.layouts?.map((layout) => decodedPart(layout, shapes.layouts.get(layout.id)?.wire));
  return readable({ ...decodedPart(snapshot, page?.wire), layouts });
}

function decodedPart<P extends Partial<Snapshot | LayoutSnapshot>>(
  part: P,
  wire: { readonly params?: Codec; readonly query?: Codec; readonly data?: Codec } = {},
): P {
  const named = (name: "params" | "query" | "data") => name in part ? { [name]: decoded(wire[name], part[name]) } : {};
  return { ...part, ...named("params"), ...named("query"), ...named("data") };
}
