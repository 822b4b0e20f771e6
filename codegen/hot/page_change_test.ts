import { notStrictEqual, strictEqual } from "node:assert";
import { modelText } from "./model_text.ts";
import { serverHalf } from "./server_half.ts";

const page = `
import { action, page } from "@rally/rally";
import { z } from "zod";
import { listNotes } from "./sql/queries.ts";
import { bold } from "./text.ts";

const Note = z.object({ id: z.int() });
type Note = z.infer<typeof Note>;
export const contract = page("/notes", { data: z.object({ notes: z.array(Note) }) });

type Part = { open: boolean };
export type Model = { notes: Note[]; part: Part };
export type Msg = { type: "opened" };
export const init = ({ data }) => [{ notes: data.notes, part: { open: false } }, []];
const label = (model: Model) => bold(String(model.notes.length));
export function view(model: Model) { return label(model); }

const limit = 20;
export const load = async ({ db }) => ({ notes: await listNotes(db, { limit }) });
`;

const half = (from: string, to: string) => serverHalf("page.tsx", page.replace(from, to));
const model = (from: string, to: string) => modelText("page.tsx", page.replace(from, to));

Deno.test("serverHalf() stays the same when only the browser's half changes", () => {
  const before = half("", "");
  strictEqual(half("bold(String", "(String"), before);
  strictEqual(half("open: false", "open: true"), before);
  strictEqual(half("type Part", "// A comment\ntype Part"), before);
  strictEqual(half('import { bold } from "./text.ts";', 'import { bold } from "./other.ts";'), before);
  strictEqual(half('type: "opened"', 'type: "closed"'), before);
});

Deno.test("serverHalf() changes with the contract, with load and with what they use", () => {
  const before = half("", "");
  notStrictEqual(half("z.int()", "z.string()"), before);
  notStrictEqual(half("limit = 20", "limit = 30"), before);
  notStrictEqual(half("await listNotes(db", "await listNotes(dbs"), before);
  notStrictEqual(half("./sql/queries.ts", "./sql/other.ts"), before);
});

Deno.test("modelText() follows the types that Model names, and the schemas behind them", () => {
  const before = model("", "");
  strictEqual(model("bold(String", "(String"), before);
  strictEqual(
    model("{ notes: Note[]; part: Part }", "{\n  notes: Note[];\n  part: Part }"),
    model("{ notes: Note[]; part: Part }", "{ notes: Note[]; part: Part }"),
  );
  notStrictEqual(model("part: Part }", "part: Part; n: number }"), before);
  notStrictEqual(model("open: boolean", "open: string"), before);
  notStrictEqual(model("z.int()", "z.string()"), before);
});

Deno.test("modelText() and serverHalf() give nothing for a file that does not parse", () => {
  strictEqual(modelText("page.tsx", "export const view = ;"), undefined);
  strictEqual(serverHalf("page.tsx", "export const view = ;"), undefined);
  strictEqual(modelText("page.tsx", "export const view = () => null;"), "");
});
