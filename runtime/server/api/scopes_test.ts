import { deepStrictEqual } from "node:assert";
import { actionScope, allows, topicScope } from "./scopes.ts";

Deno.test("allows keeps scopes for pages from covering actions and topics", () => {
  const names = ["/games/:id", "/games/:id/log", actionScope("/games/:id", "adjust"), topicScope("game/:id")];
  const covered = (scope: string) => names.filter((name) => allows(scope, name));
  deepStrictEqual(covered("*"), names);
  deepStrictEqual(covered("/games/:id"), ["/games/:id"]);
  deepStrictEqual(covered("/games/*"), ["/games/:id", "/games/:id/log"]);
  deepStrictEqual(covered("/games/*#*"), ["/games/:id#adjust"]);
  deepStrictEqual(covered("/games/:id#adjust"), ["/games/:id#adjust"]);
  deepStrictEqual(covered("topic:*"), ["topic:game/:id"]);
  deepStrictEqual(covered("/games/.id"), []);
  deepStrictEqual(covered("games"), []);
});
