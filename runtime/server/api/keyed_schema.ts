/**
 * The keyed form of the app's schemas, read when it is first asked for: an app that nobody asks over HTTP pays nothing.
 *
 * @module
 */
import type { z } from "zod";
import { type Keyed, keyed } from "../../wire/keyed.ts";
import { readShape } from "../../wire/read_shape.ts";
import type { Side, WireShape } from "../../wire/shape.ts";

/** The keyed form of one half of a schema. */
export function keyedOf(schema: z.ZodType, side: Side): Keyed {
  return keyed(shapeOf(schema, side));
}

/** The shape of one half of a schema. What cannot cross the wire was refused when the app's code was generated. */
export function shapeOf(schema: z.ZodType, side: Side): WireShape {
  const known = shapes[side].get(schema);
  if (known) return known;
  const { shape } = readShape(schema, { side, reach: "value", files: true });
  shapes[side].set(schema, shape);
  return shape;
}

// By schema: in development a changed contract has schemas of its own.
const shapes: Readonly<Record<Side, WeakMap<z.ZodType, WireShape>>> = { input: new WeakMap(), output: new WeakMap() };
