import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ok, strictEqual } from "node:assert";
import fc from "fast-check";
import { z } from "zod";
import { objectOf } from "../print_code.ts";
import { codecFile } from "./codec_file.ts";
import { readShape } from "../../runtime/wire/read_shape.ts";
import type { Shape, WireShape } from "../../runtime/wire/shape.ts";
import { anyShape } from "./test_schemas.ts";

Deno.test("codecFile prints what deno fmt leaves as it is, for generated schemas", () => {
  const folder = mkdtempSync(join(tmpdir(), "rally_codecs_"));
  try {
    fc.sample(anyShape("input"), { numRuns: 300, seed: 7 }).forEach(({ schema }, i) => {
      const shape = longNames(readShape(schema, { side: "input", reach: "" }).shape);
      writeFileSync(join(folder, `codecs_${i}.ts`), fileOf([shape]));
    });
    execFileSync("deno", ["fmt", "--check", "--no-config", "--line-width=120", folder], { stdio: "pipe" });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

Deno.test("codecFile declares once what occurs twice", () => {
  const Team = z.object({ name: z.string() });
  const Game = z.object({ home: Team, away: Team });
  const text = fileOf([z.object({ game: Game }), z.array(Game)].map(shapeOf));
  strictEqual(text.match(/name: json/g)?.length, 1);
  strictEqual(text.match(/home: /g)?.length, 1);
});

Deno.test("codecFile declares shapes that contain each other once for all halves of a contract", () => {
  const Folder: z.ZodType = z.object({ files: z.array(z.lazy(() => File)) });
  const File: z.ZodType = z.object({ parent: Folder.nullable(), at: z.date() });
  const text = fileOf([z.object({ folder: Folder }), z.object({ folder: Folder })].map(shapeOf));
  strictEqual(text.match(/files: /g)?.length, 1);
  strictEqual(text.match(/parent: /g)?.length, 1);
});

Deno.test("codecFile stays small for many shapes that all contain each other", () => {
  const names = "abcdefghijkl".split("");
  const shapes: Record<string, z.ZodType> = {};
  for (const name of names) {
    shapes[name] = z.lazy(() => z.object(Object.fromEntries(names.map((other) => [other, shapes[other]!.optional()]))));
  }
  const text = fileOf([shapeOf(z.object({ root: shapes["a"]!, at: z.date() }))]);
  ok(text.length < 20_000, `${text.length} characters`);
});

function shapeOf(schema: z.ZodType): WireShape {
  return readShape(schema, { side: "output", reach: "value" }).shape;
}

function fileOf(shapes: readonly WireShape[]): string {
  return codecFile({
    source: "a test",
    shapes,
    head: "export const codecs: Readonly<Record<string, Codec>>",
    type: "Codec",
    table: (codecs) => objectOf(codecs.map((code, i) => [`codec${i}`, code] as const)),
  });
}

/** Lines must be broken now and then. */
function longNames({ root, definitions }: WireShape): WireShape {
  const lengthen = (shape: Shape): Shape => {
    if (shape.type === "object") {
      const fields = shape.fields.map((field) => ({ name: lengthened(field.name), shape: lengthen(field.shape) }));
      return { type: "object", fields };
    }
    switch (shape.type) {
      case "array":
      case "set":
        return { ...shape, item: lengthen(shape.item) };
      case "optional":
      case "nullable":
        return { ...shape, inner: lengthen(shape.inner) };
      case "record":
      case "map":
        return { ...shape, value: lengthen(shape.value) };
      case "tuple":
        return { ...shape, items: shape.items.map(lengthen), rest: shape.rest && lengthen(shape.rest) };
      case "union":
        return { ...shape, members: shape.members.map(lengthen) };
      default:
        return shape;
    }
  };
  const entries = Object.entries(definitions).map(([name, shape]) => [name, lengthen(shape)] as const);
  return { root: lengthen(root), definitions: Object.fromEntries(entries) };
}

/** A discriminator keeps its name: it stands in the union too. */
function lengthened(name: string): string {
  return name === "type" ? name : name.repeat(12).slice(0, 40);
}
