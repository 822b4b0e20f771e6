/**
 * Frames and bodies as nobody sends them: valid ones, changed by chance. The same seed gives the same ones.
 *
 * @module
 */
import { readdirSync, readFileSync } from "node:fs";
import { readFrame } from "../../runtime/server/frame_text.ts";

/** Integers from 1 to `most`. */
export type Random = (most: number) => number;

/** What a browser of this version sends, from the documented fixtures, and the frames of a live page. */
export function validFrames(): readonly string[] {
  const folders = [0, 1].map((version) => new URL(`../golden/frames/${version}/`, import.meta.url));
  const fixtures = folders.flatMap((folder) =>
    readdirSync(folder).flatMap((name) => readFileSync(new URL(name, folder), "utf8").split("\n"))
  );
  const live = [
    ["join", 21, "/books/1", "token"],
    ["join", 22, "/books/1?sort=down", "token", "stays"],
    ["seen", 1],
    ["act", 1, 1, 2, { type: "click", value: "a", checked: true, key: "Enter", form: [["text", "a"]], detail: [1] }],
    ["heard", "window:resize", { type: "resize", value: "", checked: false, key: "", form: [] }],
    ["heard", "connection", { state: "online", waiting: 1 }],
    ["told", 3, { ok: true, value: 1 }],
    ["leave"],
  ];
  const sent = fixtures.filter((line) => line.startsWith("> [")).map((line) => line.slice(2));
  // What fails by itself, or never ends, says nothing about the frame.
  return [...new Set([...sent, ...live.map((frame) => JSON.stringify(frame))])]
    .filter((text) => !/"throw"|"wait"|books\/500/.test(text))
    .filter((text) => Array.isArray(parsed(text)));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const nest = (depth: number) => JSON.parse("[".repeat(depth) + "]".repeat(depth));

/** What programs trip over. */
const nasty: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  -(2 ** 63),
  1e308,
  "",
  "__proto__",
  "constructor",
  "toString",
  "\u0000",
  "\ud800",
  "\u2028</script>",
  "//evil.example",
  "/\\evil.example",
  "/books/%ff",
  "/books/1?sort=%",
  "/books/99999999999999999999",
  "x".repeat(5_000),
  "..%2f..%2fetc%2fpasswd",
  "' OR 1=1 --",
  [],
  [[]],
  {},
  JSON.parse('{"__proto__":{"isAdmin":true}}'),
  { constructor: { prototype: { isAdmin: true } } },
  { toString: "x", valueOf: "x", toJSON: "x", then: "x" },
  { length: 1e9 },
  nest(60),
  nest(65),
  nest(3_000),
  Array(10_001).fill(0),
  Array(900).fill(["a.0.b", "x"]),
  Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [`k${at}`, at])),
];

/** Changes a frame: mostly its values, now and then its text. */
export function mutate(text: string, random: Random): string {
  const frame: unknown = JSON.parse(text);
  for (let changes = random(3); changes > 0; changes--) mutateValue(frame, random);
  const changed = JSON.stringify(frame);
  return random(8) === 1 ? mutateText(changed, random) : changed;
}

function mutateValue(root: unknown, random: Random): void {
  let parent = root as Record<string, unknown>;
  for (;;) {
    const keys = Object.keys(parent);
    if (keys.length === 0) return;
    const key = keys[random(keys.length) - 1]!;
    const child = parent[key];
    if (typeof child === "object" && child !== null && random(2) === 1) {
      parent = child as Record<string, unknown>;
      continue;
    }
    return change(parent, key, random);
  }
}

function change(parent: Record<string, unknown>, key: string, random: Random): void {
  const list = Array.isArray(parent) ? parent : undefined;
  switch (random(6)) {
    case 1:
      if (list) list.splice(Number(key), 1);
      else delete parent[key];
      return;
    case 2:
      return void list?.splice(Number(key), 0, parent[key]);
    case 3:
      return void list?.reverse();
    default:
      parent[key] = structuredClone(nasty[random(nasty.length) - 1]);
  }
}

function mutateText(text: string, random: Random): string {
  const at = random(text.length + 1) - 1;
  switch (random(5)) {
    case 1:
      return text.slice(0, at);
    case 2:
      return text.slice(0, at) + String.fromCharCode(random(0xffff)) + text.slice(at + 1);
    case 3:
      return text.slice(0, at) + '[{"'.charAt(random(3) - 1).repeat(random(2_000)) + text.slice(at);
    case 4:
      return text + text;
    default:
      return text.slice(0, at) + "1e999" + text.slice(at);
  }
}

const unasked = new Set<unknown>(["topics", "leave", "heard", "told", "act", "seen", "ping"]);

/** The id that a text must be answered under; `undefined` when it asks for no answer. */
export function askedId(text: string): number | undefined {
  // What is nested too deep is read no further than its outline, and answered.
  const frame = readFrame(text)?.frame;
  if (!frame || unasked.has(frame[0])) return undefined;
  const id = frame[1];
  return typeof id === "number" && Number.isSafeInteger(id) ? id : undefined;
}
