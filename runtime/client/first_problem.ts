/**
 * Compares what stands in a field with its checks. Part of what is loaded when somebody enters a form.
 *
 * @module
 */
import type { FieldCheck } from "../wire/field_check.ts";

/** What the first check that fails says, or `undefined`. */
export function firstProblem(
  checks: readonly FieldCheck[],
  values: readonly (string | File)[],
): string | undefined {
  let entered = values.filter(isEntered);
  for (const check of checks) {
    if (check[0] === "trim") {
      entered = entered.map((value) => typeof value === "string" ? value.trim() : value).filter(isEntered);
    } else if (check[0] !== "ask" && fails(check, entered)) return check[2];
  }
  return undefined;
}

function isEntered(value: string | File): boolean {
  return typeof value === "string" ? value !== "" : value.size > 0 || value.name !== "";
}

function fails(
  check: Exclude<FieldCheck, readonly ["trim"] | readonly ["ask"]>,
  entered: readonly (string | File)[],
): boolean {
  switch (check[0]) {
    case "required":
      return entered.length === 0;
    case "minItems":
      return entered.length < check[1];
    case "maxItems":
      return entered.length > check[1];
    case "maxSize":
    case "mime":
      return entered.some((value) => typeof value !== "string" && fileFails(check, value));
    default:
      return entered.some((value) => typeof value === "string" && textFails(check, value));
  }
}

function fileFails([kind, limit]: readonly [string, unknown, string], file: File): boolean {
  return kind === "mime" ? !(limit as readonly string[]).includes(file.type) : file.size > (limit as number);
}

function textFails([kind, limit]: readonly [string, unknown, string], text: string): boolean {
  const number = Number(text);
  switch (kind) {
    case "match": {
      const [source, flags] = limit as readonly [string, string];
      return !new RegExp(source, flags).test(text);
    }
    case "oneOf":
      return !(limit as readonly string[]).includes(text);
    case "url":
      return !URL.canParse(text);
    case "whole":
      return !Number.isSafeInteger(number);
    case "min":
      return number < (limit as number);
    case "max":
      return number > (limit as number);
    case "above":
      return number <= (limit as number);
    case "below":
      return number >= (limit as number);
    case "step": {
      const steps = number / (limit as number);
      return Math.abs(steps - Math.round(steps)) > 1e-9;
    }
    case "minLength":
      return text.length < (limit as number);
    case "maxLength":
      return text.length > (limit as number);
    default:
      return false;
  }
}
