import { strictEqual } from "node:assert";
import { Component, h } from "preact";
import { useState } from "preact/hooks";
import { recordingSend as send } from "../page/send.ts";
import { mount, preact } from "./preact_component.ts";
import { renderToHtml } from "./render_html.ts";

Deno.test("mount renders an empty element on the server, and starts nothing", () => {
  const Editor = mount<{ text: string; onChange: (text: string) => void }>(() => {
    throw new Error("Not on the server");
  }, { tag: "section" });
  strictEqual(renderToHtml(<Editor text="a" onChange={send("edited")} />), "<section></section>");
  // @ts-expect-error a raw function is no handler
  void <Editor text="a" onChange={() => {}} />;
  // @ts-expect-error a prop is missing
  void <Editor text="a" />;
});

Deno.test("preact renders components with hooks and classes, and what stands in them", () => {
  function Box(props: { title: string; onClose?: () => void; children?: unknown }) {
    const [count] = useState(3);
    return h("section", { title: props.title, onClick: props.onClose }, count, " ", props.children as never);
  }
  class Old extends Component<{ name: string }> {
    render() {
      return h("b", null, this.props.name);
    }
  }
  const [WrappedBox, WrappedOld] = [preact(Box), preact(Old)];
  strictEqual(
    renderToHtml(
      <WrappedBox title="a<" onClose={send("closed")}>
        in <i>{"<"}</i>
        <WrappedOld name="&" />
      </WrappedBox>,
    ),
    '<section title="a&lt;">3 in <i>&lt;</i><b>&amp;</b></section>',
  );
});
