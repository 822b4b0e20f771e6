/**
 * Evaluates generated codecs, so that tests run what is written and not a second reading of the shape.
 */
import * as wire from "../../runtime/wire/mod.ts";
import { codecFile } from "./codec_file.ts";
import type { WireShape } from "../../runtime/wire/shape.ts";

/** The codec that is written for a shape. */
export function codecOf(shape: WireShape): wire.Codec {
  const text = codecFile({
    source: "a test",
    shapes: [shape],
    head: "export const wire: Codec",
    type: "Codec",
    table: ([codec]) => codec!,
  });
  const body = text
    .replace(/import (type )?\{[^}]*\} from "@rally\/rally\/wire";\n/, "")
    .replace(/const (\w+): Codec = /g, "const $1 = ")
    .replace("export const wire = ", "return ");
  return new Function(...Object.keys(wire), body)(...Object.values(wire));
}
