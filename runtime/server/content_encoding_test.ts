import { strictEqual } from "node:assert";
import { chooseEncoding, encodings } from "./content_encoding.ts";

Deno.test("chooseEncoding() goes by the browser's weights, then by our own order", () => {
  const choose = (header: string | null) => chooseEncoding(header, encodings);
  strictEqual(choose("gzip, deflate, br, zstd"), "br");
  strictEqual(choose("gzip"), "gzip");
  strictEqual(choose("gzip;q=0.9, br;q=0.8"), "gzip");
  strictEqual(choose("br;q=0, gzip;q=0"), undefined);
  strictEqual(choose("*"), "br");
  strictEqual(choose("*;q=0"), undefined);
  strictEqual(choose("br;q=0, *;q=0.1"), "gzip");
  strictEqual(choose("identity;q=1, br;q=0.5"), undefined);
  strictEqual(choose("identity;q=0.5, br"), "br");
  strictEqual(choose("deflate"), undefined);
  strictEqual(choose(""), undefined);
  strictEqual(choose(null), undefined);
});

Deno.test("chooseEncoding() offers nothing that is not there", () => {
  strictEqual(chooseEncoding("br, gzip", ["gzip"]), "gzip");
  strictEqual(chooseEncoding("br", []), undefined);
});
