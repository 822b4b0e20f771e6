/**
 * A second reading of what the server sends to a live page: pieces of HTML and the values between them, without a
 * document and without any code of the browser's half. A test compares what it prints with what the page's view draws,
 * so a fault of the frames cannot hide behind the same fault of the patcher. The shapes are drawn in
 * `live/live_view.ts`.
 *
 * @module
 */
import { escapeHtml } from "../render/escape_html.ts";
import { keepFirstBreak } from "../render/render_html.ts";
import type { Json } from "../wire/codec.ts";
import { HtmlReader } from "./html_reader.ts";
import { MirrorTemplate, type SlotKind } from "./mirror_template.ts";

/** What a mirror starts from. */
export interface MirrorStart {
  readonly shape: Json;
  readonly templates: Json;
  /** The HTML that a lean shape describes; a full one stands for itself. */
  readonly html?: string;
}

type Content = string | Finished | Part | Part[];
type Value = Content | Json;
type PartData = readonly [template: number, number: number, ...values: Json[]];

/** HTML that somebody else has made. */
class Finished {
  readonly html: string;
  constructor(html: string) {
    this.html = html;
  }
}

/** One use of a template. */
interface Part {
  readonly number: number;
  readonly template: MirrorTemplate;
  readonly values: Value[];
}

/** Templates by their numbers. */
export type MirrorTemplates = Map<number, MirrorTemplate>;

/** What a live page shows according to the frames that it was sent. */
export class PageMirror {
  #version: number;
  readonly #templates: MirrorTemplates;
  readonly #root: Value[] = [""];
  /** By the number of a slot: where its value stands. */
  readonly #slots = new Map<number, readonly [values: Value[], at: number, kind: SlotKind]>([[0, [this.#root, 0, 0]]]);

  /** @param known What was sent of templates before; what comes with this page is added. */
  constructor({ shape, templates, html }: MirrorStart, known: MirrorTemplates = new Map()) {
    this.#templates = known;
    this.#learn(templates);
    const [version, child, isFull] = shape as [number, Json, 1?];
    this.#version = version;
    const reader = isFull ? undefined : new HtmlReader(html ?? "");
    this.#root[0] = this.#content(child, reader);
    reader?.end();
  }

  /** Writes a patch. */
  apply(patch: readonly Json[]): void {
    const changes = [...patch];
    if (Array.isArray(changes[0])) this.#learn(changes.shift()!);
    for (let at = 0; at < changes.length; at += 2) this.#change(changes[at] as number, changes[at + 1]!);
    this.#version++;
  }

  /** Moves with every patch. */
  get version(): number {
    return this.#version;
  }

  /** What stands in the slots, part by part. */
  *slots(): Iterable<{ readonly number: number; readonly kind: SlotKind; readonly value: unknown }> {
    for (const [number, [values, at, kind]] of this.#slots) yield { number, kind, value: values[at] };
  }

  /** The page's HTML without markers, as the server would render it. */
  html(): string {
    return contentHtml(this.#root[0] as Content);
  }

  #learn(templates: Json): void {
    for (const [number, markup, kinds] of templates as [number, string, SlotKind[]][]) {
      this.#templates.set(number, new MirrorTemplate(markup, kinds));
    }
  }

  #change(number: number, value: Json): void {
    const slot = this.#slots.get(number);
    if (!slot) throw new Error(`Cannot patch slot ${number}: it is not on the page`);
    const [values, at, kind] = slot;
    if (kind !== 0) return void (values[at] = value);
    if (isPlacements(value)) return this.#place(values[at] as Part[], value);
    this.#forget(values[at] as Content);
    values[at] = this.#content(value);
  }

  #place(list: Part[], { "-": gone = [], "+": placed = [] }: Placements): void {
    const take = (number: number) => {
      const at = list.findIndex((part) => part.number === number);
      if (at < 0) throw new Error(`Cannot find item ${number} of a list`);
      return list.splice(at, 1)[0]!;
    };
    for (const number of gone) this.#forget(take(number));
    for (let at = 0; at < placed.length; at += 2) {
      const item = placed[at + 1]!;
      const part = typeof item === "number" ? take(item) : this.#part(item as unknown as PartData);
      const before = placed[at] === 0 ? list.length : list.findIndex(({ number }) => number === placed[at]);
      if (before < 0) throw new Error(`Cannot place item ${part.number} before ${placed[at]}: it is not in the list`);
      list.splice(before, 0, part);
    }
  }

  /** A child as the frame says it. A lean shape says no texts: those are read from the HTML. */
  #content(child: Json | undefined, html?: HtmlReader, alone?: string): Content {
    if (isPart(child)) return this.#part(child, html);
    if (Array.isArray(child)) return child.map((item) => this.#part(item as unknown as PartData, html));
    if (isFinished(child)) return new Finished(html?.finished(alone) ?? child.html);
    return html?.text() ?? (typeof child === "string" ? child : "");
  }

  #part([id, number, ...given]: PartData, html?: HtmlReader): Part {
    const template = this.#templates.get(id);
    if (!template) throw new Error(`Cannot show template ${id}: it was never sent`);
    const { pieces, kinds, tags, alone } = template;
    const values: Value[] = [];
    if (!template.isOneElement) html?.marker();
    for (const [at, kind] of kinds.entries()) {
      html?.pass(pieces[at]!);
      if (kind === 0) values.push(this.#content(given[at], html, alone[at] ? tags[at] : undefined));
      else values.push(html ? valueIn(html, kind, tags[at]!, given[at]) : given[at] ?? null);
      if (kind === 0 && !alone[at]) html?.marker();
      this.#slots.set(number + at, [values, at, kind]);
    }
    html?.pass(pieces.at(-1)!);
    return { number, template, values };
  }

  #forget(content: Content): void {
    if (typeof content === "string" || content instanceof Finished) return;
    if (Array.isArray(content)) return content.forEach((part) => this.#forget(part));
    const { number, template: { kinds }, values } = content;
    for (const [at, kind] of kinds.entries()) {
      this.#slots.delete(number + at);
      if (kind === 0) this.#forget(values[at] as Content);
    }
  }
}

interface Placements {
  readonly "-"?: readonly number[];
  readonly "+"?: readonly Json[];
}

function isPlacements(value: Json): value is Placements & Json {
  return typeof value === "object" && value !== null && ("+" in value || "-" in value);
}

function isPart(child: Json | undefined): child is PartData & Json {
  return Array.isArray(child) && typeof child[0] === "number";
}

function isFinished(child: Json | undefined): child is { html: string } {
  return typeof child === "object" && child !== null && "html" in child;
}

/** What stands in a place of the server's HTML that is no child's. */
function valueIn(html: HtmlReader, kind: SlotKind, tag: string, given: Json = null): Json {
  if (typeof kind === "string") return kind.startsWith("@") ? given : html.attribute(kind);
  if (kind === 2) return html.plainText(tag);
  if (kind === 3) html.skip(`</${tag}>`);
  else if (given) html.pass(` ${given}`);
  return given;
}

function contentHtml(content: Content): string {
  if (typeof content === "string") return escapeHtml(content);
  if (content instanceof Finished) return content.html;
  return Array.isArray(content) ? content.map(partHtml).join("") : partHtml(content);
}

function partHtml({ template: { pieces, kinds, tags }, values }: Part): string {
  let html = pieces[0]!;
  for (const [at, kind] of kinds.entries()) {
    const value = values[at]!;
    html += kind === 0 ? contentHtml(value as Content) : valueHtml(kind, tags[at]!, value as Json);
    html += pieces[at + 1]!;
  }
  return html;
}

function valueHtml(kind: SlotKind, tag: string, value: Json): string {
  if (kind === 1) return value ? ` ${value}` : "";
  if (kind === 2) return plainTextHtml(tag, String(value ?? ""));
  if (kind === 3) return escapeHtml(JSON.stringify(value));
  if (String(kind).startsWith("@") || value === null) return "";
  return value === "" ? ` ${kind}` : ` ${kind}="${escapeHtml(String(value))}"`;
}

function plainTextHtml(tag: string, text: string): string {
  if (tag === "textarea") return keepFirstBreak(escapeHtml(text));
  return tag === "title" ? escapeHtml(text) : text;
}
