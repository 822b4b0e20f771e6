/**
 * What the protocol's document names, its types declare and its fixtures hold is the same, so that no frame is added
 * and forgotten; and the values that the document shows travel as it says.
 */
import { deepStrictEqual, ok } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";
import { codecOf } from "../../codegen/wire/test_codec.ts";
import { refusalStatus } from "../../runtime/page/result.ts";
import { protocol } from "../../runtime/wire/frames.ts";
import { readPatch } from "../../runtime/wire/patch_frame.ts";
import { readShape } from "../../runtime/wire/read_shape.ts";
import { type PlayedLine, readLine } from "./frame_player.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const document = read("docs/reference/wire.md");
const sources = read("runtime/wire/frames.ts");
const effectSources = read("runtime/page/effect.ts");
const folder = `tests/golden/frames/${protocol}`;
const lines = readdirSync(new URL(`../../${folder}`, import.meta.url))
  .flatMap((name) => read(`${folder}/${name}`).split("\n"))
  .map(readLine)
  .filter((line) => line !== undefined);

const programs = ["program", "stranger"];
/** A kind that does not exist, to show its answer. */
const unknownKind = "what";

Deno.test("the frames of a browser are the same in the document, the types and the fixtures", () => {
  const [sent = "", told = ""] = sources.split("export type Answer");
  for (const [mark, heading, types] of [[">", "client to server", sent], ["<", "server to client", told]] as const) {
    const declared = namesIn(types, /readonly \[\s*"(\w+)"/g);
    deepStrictEqual(kindsOf(mark, (name) => !programs.includes(name)), declared, `fixtures: ${heading}`);
    deepStrictEqual(documented(document.split("## Programs")[0]!, heading), declared, `document: ${heading}`);
  }
});

Deno.test("the frames of a program are the same in the document and the fixtures", () => {
  const section = document.split("## Programs")[1]!;
  // A page is asked for to show that a program cannot.
  const sent = kindsOf(">", (name) => programs.includes(name)).filter((kind) => kind !== "go");
  deepStrictEqual(sent, documented(section, "client to server"));
  deepStrictEqual(kindsOf("<", (name) => programs.includes(name)), documented(section, "server to client"));
});

Deno.test("the fixtures hold every request over POST", () => {
  const [, requests = ""] = /takes the requests \(([^)]+)\)/.exec(document)!;
  const posted = kindsOf(">", (name) => name === "post");
  for (const kind of namesIn(requests, /`(\w+)`/g)) ok(posted.includes(kind), kind);
});

Deno.test("the refusals and close codes are the same in the document and the fixtures", () => {
  const kinds = namesIn(sectionOf("## Refusals"), /^\| `(\w+)`/gm);
  deepStrictEqual(kinds, Object.keys(refusalStatus).sort());
  const played = unique(
    texts("<").flatMap((text) => [...text.matchAll(/"ok":false,"kind":"(\w+)"/g)].map(([, it]) => it!)),
  );
  deepStrictEqual(played, kinds.filter((kind) => kind !== "offline"));
  deepStrictEqual(unique(texts("x").map((text) => text.slice(0, 4))), namesIn(document, /^\| ([14]\d{3}) /gm));
});

Deno.test("the effects of a live page are the same in the document, the types and the fixtures", () => {
  const [, browserEffects = ""] = effectSources.split("export type BrowserEffect");
  const declared = namesIn(browserEffects, /readonly type: "(\w+)"; readonly/g);
  const shown = objectsIn(sectionOf("| effect "));
  const played = texts("<").filter((text) => /^\[\d/.test(text)).flatMap((text) =>
    readPatch(JSON.parse(text)).effects ?? []
  );
  deepStrictEqual(unique(shown.map(({ type }) => String(type))), unique([...declared, "ask"]));
  deepStrictEqual(fieldsOf(played), fieldsOf(shown));
});

Deno.test("the sources of a live page are the same in the document and the fixtures", () => {
  const played = texts("<").filter((text) => text.startsWith('["sources"')).flatMap((text) => JSON.parse(text)[1]);
  deepStrictEqual(fieldsOf(played), fieldsOf(objectsIn(sectionOf("| source "))));
});

Deno.test("the values that the document shows travel as it says", () => {
  const rows = [...sectionOf("## Values\n").matchAll(/^\| `((?:const \w+ = )?z\..+?)` +\| `(.+?)` +\| `(.+?)` +\|$/gm)];
  ok(rows.length > 25, "The table has another form now");
  for (const [, schemaText, valueText, packed] of rows) {
    const schema = evaluate(schemaText!) as z.ZodType;
    for (const side of ["input", "output"] as const) {
      const { shape, refusals } = readShape(schema, { side, reach: "value" });
      deepStrictEqual(refusals, [], schemaText);
      const codec = codecOf(shape);
      const value = evaluate(valueText!);
      deepStrictEqual(JSON.stringify(codec.pack(value)), packed, `${schemaText} ${valueText}`);
      deepStrictEqual(codec.unpack(JSON.parse(packed!)), value, `${schemaText} ${valueText}`);
    }
  }
});

function texts(mark: PlayedLine["mark"]): string[] {
  return lines.filter((line) => line.mark === mark).map(({ text }) => text);
}

/** The kinds of the frames that were sent by some names, or that they were told. */
function kindsOf(mark: PlayedLine["mark"], belongs: (name: string) => boolean): string[] {
  const kinds = lines.filter((line) => line.mark === mark && belongs(line.name))
    .map(({ text }) => /^(?:\d{3} )?\["(\w+)"[,\]]/.exec(text)?.[1]);
  return unique(kinds.filter((kind) => kind !== undefined && kind !== unknownKind) as string[]);
}

/** The kinds in the first column of the tables under a heading. */
function documented(text: string, heading: string): string[] {
  const [, table = ""] = text.split(`| ${heading} `);
  return namesIn(table.split("\n\n")[0]!, /^\| `\["(\w+)"/gm);
}

/** What stands behind a heading, or in a table. */
function sectionOf(start: string): string {
  const [, section = ""] = document.split(`\n${start}`);
  return section.split(start.startsWith("|") ? "\n\n" : "\n## ")[0]!;
}

function objectsIn(table: string): Record<string, unknown>[] {
  return [...table.matchAll(/^\| `(\{.+?\})` +\|/gm)].map(([, text]) => JSON.parse(text!));
}

/** What kinds of objects there are, each by its type and the names of its fields. */
function fieldsOf(objects: readonly Readonly<Record<string, unknown>>[]): string[] {
  const question = (value: unknown) => Object.keys(value as object).join();
  return unique(
    objects.map((object) => `${object["type"]}: ${Object.keys(object)} ${question(object["question"] ?? {})}`),
  );
}

function namesIn(text: string, pattern: RegExp): string[] {
  return unique([...text.matchAll(pattern)].map(([, name]) => name!));
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

function evaluate(text: string): unknown {
  const [, name] = /^const (\w+) = /.exec(text) ?? [];
  return new Function("z", name === undefined ? `return (${text})` : `${text}; return ${name};`)(z);
}
