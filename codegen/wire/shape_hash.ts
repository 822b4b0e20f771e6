/**
 * Names a shape on the wire, so that a browser that was served by an earlier build and a server find out whether they
 * still speak of the same value.
 */
import { createHash } from "node:crypto";
import type { WireShape } from "../../runtime/wire/shape.ts";

/**
 * 48 bits: they tell the shapes that one value has had in its life from each other. Only what travels counts: that a
 * number is whole is a matter of the schema.
 */
export function shapeHash(shapes: Readonly<Record<string, WireShape | undefined>>): string {
  const text = JSON.stringify(shapes, (key, value) => key === "int" ? undefined : value);
  return createHash("sha256").update(text).digest("base64url").slice(0, 8);
}
