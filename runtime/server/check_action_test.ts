import { strictEqual } from "node:assert";
import { z } from "zod";
import { inside } from "../schema/zod_def.ts";
import type { PartEntry } from "./app_table.ts";
import { isAskedWhileTyping } from "./check_action.ts";

const partWith = (checks: Record<string, () => void>): PartEntry => ({
  id: "lab",
  file: "app/pages/lab.tsx",
  path: "/lab",
  mode: "client",
  module: { view: () => null, checks },
  wire: { actions: {} },
});
const isAsked = (schema: z.ZodType, checks = {}) => isAskedWhileTyping(partWith(checks), "add", inside(schema));

Deno.test("isAskedWhileTyping leaves in peace whose rules the browser has", () => {
  const plain = z.object({ name: z.string().min(2) });
  strictEqual(isAsked(plain), false);
  strictEqual(isAsked(plain, { other() {} }), false);
  strictEqual(isAsked(plain, { add() {} }), true);
  strictEqual(isAsked(plain.refine(() => true)), true);
});

Deno.test("isAskedWhileTyping leaves a form with files to its sending", () => {
  const withFile = z.object({ name: z.string(), photo: z.file() }).refine(() => true);
  strictEqual(isAsked(withFile, { add() {} }), false);
  strictEqual(isAsked(z.object({ rows: z.array(z.object({ scans: z.array(z.file()) })) }), { add() {} }), false);
});
