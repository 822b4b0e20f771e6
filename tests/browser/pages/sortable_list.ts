/** A list whose items are dragged: a Preact component with hooks around a library, as an app would install it. */
import { type ComponentType, h } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { preact } from "@rally/rally/preact";
import Sortable from "sortablejs";

interface Props {
  readonly items: readonly { readonly id: string; readonly text: string }[];
  /** Gets the ids in their new order. */
  readonly onSort: (ids: string[]) => void;
}

const List: ComponentType<Props> = ({ items, onSort }) => {
  const list = useRef<HTMLUListElement>(null);
  const newest = useRef(onSort);
  newest.current = onSort;
  const [drags, setDrags] = useState(0);
  useEffect(() => {
    const sortable = Sortable.create(list.current!, {
      forceFallback: true,
      onUpdate({ from, item, oldIndex = 0 }) {
        const ids = sortable.toArray();
        // The nodes are Preact's: it moves them when the model has changed.
        item.remove();
        from.insertBefore(item, from.children[oldIndex] ?? null);
        setDrags((count) => count + 1);
        newest.current(ids);
      },
    });
    return () => sortable.destroy();
  }, []);
  const rows = items.map(({ id, text }) => h("li", { key: id, "data-id": id }, text));
  return h("div", null, h("ul", { ref: list, "aria-label": "Sortable" }, rows), h("p", null, `Drags: ${drags}`));
};

export const SortableList = preact(List, { name: "sortable_list" });
