/**
 * Third-party components in live pages. The element is a template's, with the component's functions as handlers; the
 * props travel as data, and what stands inside belongs to Preact in the browser. It is drawn on the server only for the
 * document.
 *
 * @module
 */
import { isHandler } from "../page/send.ts";
import { escapeHtml } from "../render/escape_html.ts";
import type { IslandNode } from "../render/tree.ts";
import type { Json } from "../wire/codec.ts";
import { compileIsland, type LiveTemplate } from "./live_template.ts";

/** What an island shows. */
export interface Island {
  readonly props: Json;
  /** The props as text: two islands that show the same have the same. */
  readonly identity: string;
  readonly html: () => string;
}

const templates = new Map<string, LiveTemplate>();
// The names come from source code, and from props that are spread: a bound keeps the latter from filling the memory.
const maxTemplates = 1000;

/** The template of an island and the values of its slots: its functions by name, then what it shows. */
export function openIsland(node: IslandNode): { template: LiveTemplate; values: readonly unknown[] } {
  const { name, props } = node;
  if (name === undefined) {
    throw new TypeError(
      "Cannot render a Preact component in a live page: got one without a name, expected a name by which the browser " +
        'finds it\nhint: preact(Editor, { name: "editor" })',
    );
  }
  // A function that is not given now may be given later: the island must not start anew for that.
  const functions = Object.keys(props).filter((prop) => /^on[A-Z]/.test(prop) || isHandler(props[prop]));
  const identity = `${name} ${functions.join(" ")}`;
  let template = templates.get(identity);
  if (template === undefined) {
    if (templates.size >= maxTemplates) templates.clear();
    const start = `<rally-island name="${escapeHtml(name)}" on="${functions.map(escapeHtml).join(" ")}" ` +
      'style="display:contents"';
    template = compileIsland(start, functions.map((prop) => `rally:${prop}`));
    templates.set(identity, template);
  }
  return { template, values: [...functions.map((prop) => props[prop]), islandOf(node, name, functions)] };
}

function islandOf({ props, render }: IslandNode, name: string, functions: readonly string[]): Island {
  const entries = Object.entries(props).filter(([prop, value]) => !functions.includes(prop) && value !== undefined);
  const data = Object.fromEntries(entries.map(([prop, value]) => [prop, dataOf(value, `${prop} of "${name}"`)]));
  return { props: data, identity: JSON.stringify(data), html: () => render(props) };
}

function dataOf(value: unknown, what: string): Json {
  if (Array.isArray(value)) return value.map((item) => dataOf(item, what));
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "object" && [Object.prototype, null].includes(Object.getPrototypeOf(value))) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.fromEntries(entries.map(([name, item]) => [name, dataOf(item, what)]));
  }
  throw new TypeError(
    `Cannot give ${what} to the browser: got ${kindOf(value)}, expected data (text, numbers, lists, plain objects)\n` +
      "hint: give functions as send(…); what stands inside a component is part of it in a live page, not of the view",
  );
}

function kindOf(value: unknown): string {
  return typeof value === "object" ? `a ${value?.constructor.name}` : `a ${typeof value}`;
}
