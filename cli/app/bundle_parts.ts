/**
 * What the bundler is told of the pages, out of what the generators have read.
 *
 * @module
 */
import type { BundlePart, PartContract } from "../../codegen/bundle/bundle_part.ts";
import type { PagePart } from "../../codegen/routes/scan.ts";
import type { ContractInfo } from "../../codegen/wire/contract_info.ts";
import { browserExports } from "../../runtime/page/module.ts";

/** One part for each page and layout. */
export function bundleParts(parts: readonly PagePart[], contracts: readonly ContractInfo[]): BundlePart[] {
  const byFile = new Map(contracts.map((contract) => [contract.file, contract]));
  return parts.map((part) => {
    const names = part.exports.map(({ name }) => name);
    return {
      id: part.id,
      kind: part.kind === "layout" ? "layout" : "page",
      file: part.file,
      wireFile: `generated/wire/${part.id}.ts`,
      exports: names.filter((name) => browserExports.includes(name)),
      contract: names.includes("contract") ? contractOf(part, byFile.get(part.file)) : undefined,
    };
  });
}

function contractOf(part: PagePart, contract: ContractInfo | undefined): PartContract {
  const actions = contract?.actions ?? [];
  return {
    kind: part.kind === "layout" ? "layout" : "page",
    path: contract?.path ?? part.path,
    actions: Object.fromEntries(
      actions.map(({ name, over, rules }) => [name, Object.keys(rules).length > 0 ? { over, rules } : { over }]),
    ),
    stored: Object.fromEntries((contract?.stored ?? []).map(({ name, area }) => [name, area])),
  };
}
