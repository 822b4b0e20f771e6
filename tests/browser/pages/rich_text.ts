/** A rich-text editor: a library that owns its element and cannot even be imported on a server. */
import { mount } from "@rally/rally/preact";

interface Props {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onBold?: (isBold: boolean) => void;
}

export const RichText = mount<Props>(async (element, { text, onChange, onBold }) => {
  const { default: Quill } = await import("quill");
  const quill = new Quill(element, { modules: { toolbar: false } });
  quill.setText(text);
  quill.on("text-change", () => onChange(quill.getText().trimEnd()));
  quill.on("selection-change", (range) => {
    // Without a range the selection has left: to ask for its format would bring the focus back.
    if (range) onBold?.(Boolean(quill.getFormat(range.index, range.length).bold));
  });
  return {
    update({ text }) {
      if (quill.getText().trimEnd() !== text) quill.setText(text, "silent");
    },
    unmount: () => document.documentElement.setAttribute("data-unmounted", "rich_text"),
  };
}, { name: "rich_text", tag: "section" });
