import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { h } from "preact";
import { useState } from "preact/hooks";
import { recordingSend as send } from "../page/send.ts";
import { preact } from "../render/preact_component.ts";
import { LiveView } from "./live_view.ts";

interface Props {
  readonly title: string;
  readonly list?: readonly number[];
  readonly onPick?: (value: string) => void;
}
function Picker({ title, list = [] }: Props) {
  const [open] = useState(true);
  return h("b", null, title, list.length, open);
}
const Named = preact(Picker, { name: "picker" });

Deno.test("an island is in the HTML, its props are in the shape, its functions are handlers", () => {
  const view = new LiveView(
    <p>
      Pick: <Named title="a<" list={[1]} onPick={send({ type: "picked" })} />
    </p>,
  );
  strictEqual(
    view.html(),
    '<p>Pick: <rally-island name="picker" on="onPick" style="display:contents"><b>a&lt;1</b></rally-island><!----></p>',
  );
  deepStrictEqual(view.shape(), [1, [0, 1, [1, 2, 1, { title: "a<", list: [1] }]]]);
  deepStrictEqual(view.handler(1, 2), { type: "message", message: { type: "picked" } });
});

Deno.test("an island's patch carries its props, and none when they are the same", () => {
  const draw = (title: string) => <Named title={title} onPick={send(title)} />;
  const view = new LiveView(draw("a"));
  strictEqual(view.update(draw("a")), undefined);
  deepStrictEqual(view.update(draw("b")), [2, { title: "b" }]);
  // A function that goes takes nothing else along.
  deepStrictEqual(view.update(<Named title="b" onPick={undefined} />), [1, 0]);
});

Deno.test("an island needs a name, and data in its props", () => {
  const Nameless = preact(Picker);
  throws(() => new LiveView(<Nameless title="a" />), /got one without a name[^]*hint: preact\(Editor, \{ name/);
  throws(() => new LiveView(<Named title={new Date(0) as never} />), /Cannot give title of "picker".*got a Date/);
  throws(() => new LiveView(<Named title="a">{<i>b</i>}</Named>), /Cannot give children of "picker"/);
});
