/**
 * Templates in the browser: parsed once for each namespace they are used in, then cloned.
 *
 * @module
 */
import type { SlotKind } from "./attributes.ts";

const svg = "http://www.w3.org/2000/svg";
const mathMl = "http://www.w3.org/1998/Math/MathML";

/** One template as the server has sent it. */
export class Template {
  readonly kinds: readonly SlotKind[];
  readonly #markup: string;
  readonly #parsed = new Map<string, DocumentFragment>();

  constructor(markup: string, kinds: readonly SlotKind[]) {
    this.#markup = markup;
    this.kinds = kinds;
  }

  /** Whether its root is exactly one element, so that no marker is needed to find it. */
  get isOneElement(): boolean {
    const { children, childNodes } = this.#parse("");
    return children.length === 1 && childNodes.length === 1;
  }

  /** Its nodes, to walk along. They must not be changed. */
  content(parent: Node): DocumentFragment {
    return this.#parse(namespaceIn(parent));
  }

  /** A copy of its nodes, with a marker before them when they need one. */
  clone(parent: Node): DocumentFragment {
    const copy = document.importNode(this.content(parent), true);
    if (!this.isOneElement) copy.prepend(document.createComment(""));
    return copy;
  }

  #parse(wrapper: string): DocumentFragment {
    let content = this.#parsed.get(wrapper);
    if (content) return content;
    const template = document.createElement("template");
    template.innerHTML = wrapper ? `<${wrapper}>${this.#markup}</${wrapper}>` : this.#markup;
    content = template.content;
    if (wrapper) content.replaceChildren(...content.firstChild!.childNodes);
    this.#parsed.set(wrapper, content);
    return content;
  }
}

/** The numbers of the places among the attributes of a template's element. */
export function placesOf(element: Element): number[] {
  return element.getAttributeNames().filter((name) => name[0] === "$").map((name) => Number(name.slice(1)));
}

// The parser knows what an `<a>` or a `<title>` is by what stands around it.
function namespaceIn(parent: Node): string {
  const { namespaceURI, localName } = parent as Element;
  if (namespaceURI === svg && localName !== "foreignObject") return "svg";
  return namespaceURI === mathMl ? "math" : "";
}
