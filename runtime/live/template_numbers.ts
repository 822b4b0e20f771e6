/**
 * The numbers by which templates travel. They are the same for all pages of a server, so that a browser which knows a
 * template from one page need not be sent it with the next.
 *
 * @module
 */
import type { LiveTemplate } from "./live_template.ts";

/** Gives each template its number. */
export interface TemplateNumbers {
  numberOf(template: LiveTemplate): number;
}

/** Starts with none. A number is never given twice; that of a template that is no more is gone with it. */
export function createTemplateNumbers(): TemplateNumbers {
  const numbers = new WeakMap<LiveTemplate, number>();
  let next = 0;
  return {
    numberOf(template) {
      const known = numbers.get(template);
      if (known !== undefined) return known;
      numbers.set(template, next);
      return next++;
    },
  };
}
