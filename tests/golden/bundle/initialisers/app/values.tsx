import { z } from "zod";
import { DatabaseSync } from "node:sqlite";

export const { a, b: { c: renamed }, d: [, second] = [1, 2], ...rest } = z.object({ a: z.int() }).parse({});
export const [{ x }, ...others] = [z.object({ x: z.int() }).parse({})], plain = 1, after = z.int();
export let counter = 0, limit = Number(z.int().parse(3));
export const sizes = ["s", "m"] as const, settings = { [z.int().parse(1)]: 1, nested: { deep: [1, -2] } };
export const seen = new Map<string, DatabaseSync>();
export const environment = process.env.APP_ENV, home = Deno.env.get("HOME");
export const pattern = /\d+/, template = `${z.int()}`, tagged = String.raw`x${z.int()}`;
export const chained = z.object({ a: z.int() }).extend({ b: z.int() }).partial().optional();
export const cast = (z.int() satisfies z.ZodType as unknown as z.ZodType)!;
export const fallback = process.env.PORT ?? z.int().parse(8000), maybe = seen.size > 0 ? z.int() : undefined;
export default z.object({ default: z.int() });
export const icon = <svg viewBox={String(z.int().parse(1))} />;
