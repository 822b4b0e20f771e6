/** The table of `index.tsx` in bare Preact, as its manual shows it. */
import { h, hydrate, render } from "preact";
import { touched } from "./table.ts";

const started = performance.now();
const root = document.getElementById("root");
let model = { rows: JSON.parse(document.getElementById("state").textContent), step: 0 };

function touch() {
  model = { rows: touched(model.rows, model.step), step: model.step + 1 };
  render(view(), root);
}

function view() {
  return h("main", null, [
    h("button", { type: "button", onClick: touch }, "Touch"),
    h("output", null, model.step),
    h(
      "table",
      null,
      h(
        "tbody",
        null,
        model.rows.map(({ id, label, count }) =>
          h("tr", { key: id }, h("td", null, id), h("td", null, label), h("td", null, count))
        ),
      ),
    ),
  ]);
}

hydrate(view(), root);
globalThis.hydrated = performance.now() - started;
