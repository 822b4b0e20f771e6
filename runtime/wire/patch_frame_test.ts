import { deepStrictEqual, strictEqual } from "node:assert";
import { isPatchFrame, type LiveUpdate, patchFrame, readPatch } from "./patch_frame.ts";

/** Each update with its text. */
const written: readonly (readonly [LiveUpdate, string])[] = [
  [{ ref: 7, patch: [] }, "[7]"],
  [{ ref: 7, patch: [3, "1"] }, '[7,3,"1"]'],
  [{ ref: 0, patch: [3, "2", 9, null] }, '[0,3,"2",9,null]'],
  [{ ref: 7, patch: [3, "1"], title: "Count 1" }, '[7,{"title":"Count 1"},3,"1"]'],
  [{ ref: 8, patch: [], submitted: true }, '[8,{"submitted":true}]'],
  [{ ref: 0, patch: [6, { "+": [8, 9] }] }, '[0,6,{"+":[8,9]}]'],
  [
    { ref: 7, patch: [[[3, "<i><!--$0--></i>", [0]]], 9, [3, 16, "No"]] },
    '[7,[[3,"<i><!--$0--></i>",[0]]],9,[3,16,"No"]]',
  ],
  [
    { ref: 7, patch: [[[3, "<i></i>", []]], 9, [3, 16]], effects: [{ type: "focus", selector: "#a" }] },
    '[7,{"effects":[{"type":"focus","selector":"#a"}]},[[3,"<i></i>",[]]],9,[3,16]]',
  ],
];

Deno.test("patchFrame() writes only what is there, and readPatch() reads it", () => {
  for (const [update, text] of written) {
    strictEqual(JSON.stringify(patchFrame(update)), text);
    deepStrictEqual(readPatch(JSON.parse(text)), update);
  }
});

Deno.test("a patch of a counter is at most 16 bytes, also after a thousand events", () => {
  const [early, late] = [[7, "1"], [1234, "9999"]] as const;
  for (const [ref, count] of [early, late]) {
    const { length } = JSON.stringify(patchFrame({ ref, patch: [3, count] }));
    strictEqual(length <= 16, true, `${length} bytes`);
  }
});

Deno.test("isPatchFrame() tells a patch from the frames that begin with their kind", () => {
  strictEqual(isPatchFrame([0]), true);
  strictEqual(isPatchFrame(["pong"]), false);
});
