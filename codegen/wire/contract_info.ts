/**
 * What the contracts of an app say, as plain data: read by the worker, used by every writer of generated files.
 */
import type { Mode } from "../../runtime/page/contract.ts";
import type { FormRules } from "../../runtime/schema/field_rules.ts";
import type { PartKind } from "../routes/page_file.ts";
import type { Shape, WireShape } from "../../runtime/wire/shape.ts";

/** One page or layout. Without a contract everything it could declare is absent. */
export interface ContractInfo {
  readonly id: string;
  readonly kind: PartKind;
  readonly file: string;
  /** The route pattern of the file's place. */
  readonly path: string;
  /** As declared; else `static` without an `update`, else `client`. */
  readonly mode: Mode;
  /** What the page's loop gets of its address. */
  readonly params: WireShape | undefined;
  readonly query: WireShape | undefined;
  readonly data: WireShape | undefined;
  readonly actions: readonly ActionInfo[];
  readonly stored: readonly StoredInfo[];
  /** What a link to the page must give. */
  readonly link: { readonly params: readonly LinkField[]; readonly query: readonly LinkField[] };
}

/** One action. */
export interface ActionInfo {
  readonly name: string;
  readonly over: "socket" | "post";
  readonly input: WireShape;
  readonly output: WireShape | undefined;
  /** What its form has to say of each field. */
  readonly rules: FormRules;
}

/** One value that the browser keeps. */
export interface StoredInfo {
  readonly name: string;
  readonly area: "local" | "session";
  readonly shape: WireShape;
}

/** One function of `app/browser.ts`. */
export interface FunctionInfo {
  readonly name: string;
  readonly input: WireShape;
  readonly output: WireShape;
}

/** One parameter of a link. */
export interface LinkField {
  readonly name: string;
  readonly optional: boolean;
  /** What the page takes when the value is missing: a link leaves it out. */
  readonly missing?: string | number | boolean | bigint | undefined;
  readonly shape: Shape;
}

/** One exported topic. */
export interface TopicInfo {
  /** The name of the export. */
  readonly name: string;
  readonly pattern: string;
  readonly params: readonly LinkField[];
  readonly event: WireShape;
}
