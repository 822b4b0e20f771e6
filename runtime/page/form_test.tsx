import { deepStrictEqual, strictEqual } from "node:assert";
import { z } from "zod";
import { calls } from "./calls.ts";
import { action, page } from "./contract.ts";
import { form } from "./form.ts";
import { choice, option } from "./form_choice.ts";
import { ok, type Refusal, refuse } from "./result.ts";
import { recordingSend } from "./send.ts";

const contract = page("/orders", {
  actions: {
    place: action(z.object({
      name: z.string().min(1),
      address: z.object({ city: z.string() }).optional(),
      items: z.array(z.object({ count: z.int(), tags: z.array(z.enum(["a", "b"])) })),
      sizes: z.set(z.number()),
      at: z.date().nullable(),
      gift: z.boolean(),
    })),
    pick: action(z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("one"), by: z.int() }),
      z.object({ kind: z.literal("two"), to: z.string() }),
    ])),
    grow: action(z.object({
      get parts() {
        return z.array(z.object({ name: z.string() }));
      },
    })),
    press: action(z.undefined()),
  },
});
const server = calls(contract);
const place = form(server.place, () => "placed" as const);
const order = place(recordingSend);
const { field, fixed, problem, alert } = order;

Deno.test("the names and values of a form's fields are those of its schema", () => {
  const row: number = 3;
  const names = [
    field("name"),
    field("address.city"),
    field(`items.${row}.count`),
    field("items.0.tags"),
    choice(order, `items.${row}.tags`, "a"),
    choice(order, "sizes", 38),
    choice(order, "gift", true),
    fixed("items.0.count", 4),
  ].map(({ name }) => name);
  deepStrictEqual(names, [
    "name",
    "address.city",
    "items.3.count",
    "items.0.tags",
    "items.3.tags",
    "sizes",
    "gift",
    "items.0.count",
  ]);
  strictEqual(problem("items"), undefined);
  strictEqual(alert("").id, "place-");
  strictEqual(option(order, "items.0.tags", "b").value, "b");
  const pick = form(server.pick, () => 1)(recordingSend);
  deepStrictEqual([pick.field("by").name, pick.field("to").name, pick.fixed("kind", "two").value], ["by", "to", "two"]);
  strictEqual(form(server.grow, () => 1)(recordingSend).field("parts.0.name").name, "parts.0.name");

  // @ts-expect-error there is no such field
  field("nam");
  // @ts-expect-error there is no such field in a row
  field("items.0.price");
  // @ts-expect-error rows have numbers
  field("items.first.count");
  // @ts-expect-error no such choice
  choice(order, "items.0.tags", "c");
  // @ts-expect-error a number
  fixed("items.0.count", "4");
  // @ts-expect-error an action without fields
  form(server.press, () => 1)(recordingSend).field("x");
  // @ts-expect-error the type must come after the spread, or the schema's would win
  <input type="hidden" {...field("name")} />;
  <input {...field("name")} type="hidden" />;
});

Deno.test("a field shows what was typed before a refusal, and else what it begins with", () => {
  const typed: Refusal = { ...refuse.invalid({}), values: { name: ["a", "b"], sizes: ["38", "40"] } };
  for (
    const [last, name, sizes, gift] of [
      [undefined, "Ann", [false, true], true],
      [refuse.invalid({}), "Ann", [false, true], true],
      [ok(undefined), "Ann", [false, true], true],
      [typed, "b", [true, false], false],
      [{ ...refuse.conflict(), values: typed.values! }, "b", [true, false], false],
    ] as const
  ) {
    const parts = place(recordingSend, last);
    strictEqual(parts.field("name", "Ann").defaultValue, name);
    deepStrictEqual([38, 42].map((size) => choice(parts, "sizes", size, size === 42).defaultChecked), sizes);
    deepStrictEqual([38, 42].map((size) => option(parts, "sizes", size, size === 42).defaultSelected), sizes);
    strictEqual(choice(parts, "gift", true, true).defaultChecked, gift);
  }
});

Deno.test("a refused field is tied to the element that tells why", () => {
  const { field, alert, problem } = place(
    recordingSend,
    refuse.invalid({ "items.1.count": ["Too many", "x"] }),
    "row-7",
  );
  const refused = field("items.1.count");
  strictEqual(refused["aria-invalid"], "true");
  strictEqual(refused["aria-describedby"], "row-7-items.1.count");
  strictEqual(problem("items.1.count"), "Too many");
  deepStrictEqual(alert("items.1.count"), {
    id: "row-7-items.1.count",
    role: "alert",
    "data-problem": "items.1.count",
    hidden: false,
    children: "Too many",
  });
  strictEqual(alert("name").hidden, true);
  strictEqual(field("name")["aria-invalid"], undefined);
});
