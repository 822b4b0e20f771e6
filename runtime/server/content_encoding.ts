/**
 * Which compression a browser gets.
 *
 * @module
 */
import { parseAccept } from "hono/utils/accept";

/** The compressions that Rally knows, the better one first. */
export const encodings = ["br", "gzip"] as const;

/** A value of `Content-Encoding`. */
export type Encoding = typeof encodings[number];

/**
 * The best compression of those on offer that an `Accept-Encoding` header allows; `undefined` for none at all.
 *
 * @param offered In the order of our own preference, which decides between equal weights.
 */
export function chooseEncoding(header: string | null, offered: readonly Encoding[]): Encoding | undefined {
  const accepted = parseAccept(header ?? "").map(({ type, q }) => ({ type: type.toLowerCase(), q }));
  const weightOf = (name: string) =>
    (accepted.find(({ type }) => type === name) ?? accepted.find(({ type }) => type === "*"))?.q;
  // Who names no weight for the plain bytes takes them last.
  const plain = accepted.find(({ type }) => type === "identity")?.q ?? 0;
  const [best] = offered.map((name) => ({ name, q: weightOf(name) ?? 0 })).sort((a, b) => b.q - a.q);
  return best && best.q > 0 && best.q >= plain ? best.name : undefined;
}
