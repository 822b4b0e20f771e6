/**
 * Writes `generated/wire/<id>.ts`: the codecs of one page or layout.
 */
import type { GeneratedFile } from "../files.ts";
import { memoize } from "../memoize.ts";
import { type Code, objectOf, quote } from "../print_code.ts";
import { codecFile } from "./codec_file.ts";
import type { ContractInfo } from "./contract_info.ts";
import type { WireShape } from "../../runtime/wire/shape.ts";
import { shapeHash } from "./shape_hash.ts";

/** Where the codecs of a part are generated. */
export function wireFileOf(id: string): string {
  return `generated/wire/${id}.ts`;
}

/** The file of one part; it is written even for a page without a contract, so that the table has one form. */
export const writeWire: (info: ContractInfo) => GeneratedFile = memoize((info) => {
  const shapes: WireShape[] = [];
  const places = new Map<WireShape, number>();
  const noted = (shape: WireShape | undefined): WireShape | undefined => {
    if (shape) places.set(shape, shapes.push(shape) - 1);
    return shape;
  };
  const members = (["data", "params", "query"] as const).map((name) => [name, noted(info[name])] as const);
  const actions = info.actions.map(({ name, input, output }) => ({
    name,
    hash: shapeHash({ input, output }),
    members: [["input", noted(input)], ["output", noted(output)]] as const,
  }));
  const stored = info.stored.map(({ name, shape }) => [name, noted(shape)] as const);
  const table = (codecs: readonly Code[]): Code => {
    const present = (entries: readonly (readonly [string, WireShape | undefined])[]) =>
      entries.flatMap(([key, shape]) => shape ? [[key, codecs[places.get(shape)!]!] as const] : []);
    const actionCodes = objectOf(
      actions.map(({ name, hash, members }) => [name, objectOf([["hash", quote(hash)], ...present(members)])] as const),
    );
    const storedCodes = stored.map(([name, shape]) =>
      [name, objectOf([["hash", quote(shapeHash({ shape }))], ...present([["codec", shape]])])] as const
    );
    const { params, query, data } = info;
    return objectOf([
      ...(params ?? query ?? data ? [["hash", quote(shapeHash({ params, query, data }))] as const] : []),
      ...present(members),
      ["actions", actionCodes],
      ...(storedCodes.length > 0 ? [["stored", objectOf(storedCodes)] as const] : []),
    ]);
  };
  const text = codecFile({ source: info.file, shapes, head: "export const wire: WireTable", type: "WireTable", table });
  return { path: wireFileOf(info.id), text };
});
