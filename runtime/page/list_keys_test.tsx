import { throws } from "node:assert";
import { h } from "preact";
import { requireOwnKeys } from "./list_keys.ts";

const rows = (keys: readonly string[]) => <ul>{keys.map((key) => <li key={key} title={key}>{key}</li>)}</ul>;
const spread = (keys: readonly string[]) => keys.map((key) => <li key={key} {...{ title: key }}>{key}</li>);
const vnodes = (keys: readonly string[]) => h("ul", null, keys.map((key) => h("li", { key }, key)));

const twice =
  /list in view of "x" apart: got the key "b" twice, expected one for each item\nhint: use what names an item/;

for (const [name, list] of Object.entries({ rows, spread, vnodes })) {
  Deno.test(`requireOwnKeys() refuses a key that is used twice in a list (${name})`, () => {
    requireOwnKeys(list(["a", "b", "c"]), 'view of "x"');
    throws(() => requireOwnKeys(list(["a", "b", "b"]), 'view of "x"'), twice);
  });
}

Deno.test("requireOwnKeys() takes keys of other lists and of elements inside for what they are", () => {
  requireOwnKeys(
    <div>
      {rows(["a", "b"])}
      {rows(["a", "b"])}
      {["x", "y"].map((name) => (
        <p>
          <b key="inside">{name}</b>
        </p>
      ))}
    </div>,
    'view of "x"',
  );
});
