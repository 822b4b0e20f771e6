/**
 * Compares two pieces of HTML as a browser would: by the trees that a parser makes of them.
 *
 * @module
 */
import { type DefaultTreeAdapterMap, html as htmlNames, parseFragment } from "parse5";

/** One place where two trees are not the same. */
export interface Difference {
  readonly what: "attribute" | "text" | "node";
  /** The element that has the attribute or the text. */
  readonly element: string;
  /** The attribute's name. */
  readonly name: string;
  readonly own: string | undefined;
  readonly oracle: string | undefined;
}

type Node = DefaultTreeAdapterMap["childNode"];
type Element = DefaultTreeAdapterMap["element"];

/** Every difference between two trees. */
export function differences(own: string, oracle: string): Difference[] {
  if (own.startsWith("threw ") || oracle.startsWith("threw ")) {
    return own === oracle ? [] : [{ what: "node", element: "", name: "", own, oracle }];
  }
  return compareChildren("", parseFragment(own).childNodes, parseFragment(oracle).childNodes);
}

function compareChildren(element: string, own: readonly Node[], oracle: readonly Node[]): Difference[] {
  const count = Math.max(own.length, oracle.length);
  return Array.from({ length: count }, (_, at) => compare(element, own[at], oracle[at])).flat();
}

function compare(parent: string, own: Node | undefined, oracle: Node | undefined): Difference[] {
  if (own && oracle && "tagName" in own && "tagName" in oracle && titleOf(own) === titleOf(oracle)) {
    return [
      ...compareAttributes(own, oracle),
      ...compareChildren(own.tagName, contentOf(own), contentOf(oracle)),
    ];
  }
  const [ownText, oracleText] = [textOf(own), textOf(oracle)];
  if (own?.nodeName === oracle?.nodeName && ownText === oracleText) return [];
  const what = own?.nodeName === "#text" || oracle?.nodeName === "#text" ? "text" : "node";
  return [{ what, element: parent, name: "", own: ownText, oracle: oracleText }];
}

function compareAttributes(own: Element, oracle: Element): Difference[] {
  const [ownValues, oracleValues] = [own, oracle].map(({ attrs }) =>
    new Map(attrs.map(({ name, value, prefix }) => [prefix ? `${prefix}:${name}` : name, value]))
  ) as [Map<string, string>, Map<string, string>];
  return [...new Set([...ownValues.keys(), ...oracleValues.keys()])].flatMap((name): Difference[] => {
    const values = { own: ownValues.get(name), oracle: oracleValues.get(name) };
    return values.own === values.oracle ? [] : [{ what: "attribute", element: own.tagName, name, ...values }];
  });
}

function contentOf(element: Element): readonly Node[] {
  return "content" in element ? (element as DefaultTreeAdapterMap["template"]).content.childNodes : element.childNodes;
}

/** The name with its namespace: an `<a>` of SVG is another element. */
function titleOf({ tagName, namespaceURI }: Element): string {
  return namespaceURI === htmlNames.NS.HTML ? tagName : `${tagName} of ${namespaceURI}`;
}

function textOf(node: Node | undefined): string | undefined {
  if (!node) return undefined;
  if ("value" in node) return node.value;
  if ("data" in node) return `<!--${node.data}-->`;
  return "tagName" in node ? `<${titleOf(node)}>` : node.nodeName;
}
