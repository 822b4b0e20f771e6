import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { bigint, bytes, date, json, nothing } from "./leaves.ts";

Deno.test("leaves are packed as JSON says them shortest", () => {
  strictEqual(date.pack(new Date(3)), 3);
  strictEqual(bigint.pack(-(2n ** 70n)), "-1180591620717411303424");
  strictEqual(bytes.pack(Uint8Array.of(0, 255, 128)), "AP+A");
  strictEqual(nothing.pack(undefined), 0);
  strictEqual(json.pack("é"), "é");
});

Deno.test("leaves give back what they packed", () => {
  deepStrictEqual(date.unpack(-1), new Date(-1));
  strictEqual(bigint.unpack("-12"), -12n);
  deepStrictEqual(bytes.unpack("AP+A"), Uint8Array.of(0, 255, 128));
  deepStrictEqual(bytes.unpack(bytes.pack(new Uint8Array(300_000).fill(7))), new Uint8Array(300_000).fill(7));
  strictEqual(nothing.unpack(0), undefined);
});

Deno.test("leaves refuse another shape and never repeat the content", () => {
  const secret = "secret".repeat(3);
  for (const packed of [null, secret, [secret], { secret }, true, NaN, 1e300]) {
    const isNumber = typeof packed === "number";
    throws(() => date.unpack(packed), { name: "DecodeError", message: /^value: Got (?!.*secret)/ });
    throws(() => bigint.unpack(packed), { name: "DecodeError", message: /^value: Got (?!.*secret)/ });
    if (isNumber || packed !== secret) throws(() => bytes.unpack(packed), { name: "DecodeError" });
  }
  for (const text of ["A", "AA=A", "====", "A_==", "AP+A\n", "é==="]) {
    throws(() => bytes.unpack(text), { name: "DecodeError" }, text);
  }
  for (const text of ["", "1.5", "0x1", "1e3", " 1", "--1"]) throws(() => bigint.unpack(text), { name: "DecodeError" });
});
