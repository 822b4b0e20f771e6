import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert";
import { type LabServer, startLab } from "./lab_app.ts";

const place = "/lab/order?_action=%2Flab%2Forder%23place";

const good: readonly (readonly [string, string])[] = [
  ["name", " Ann "],
  ["email", ""],
  ["address.street", "Main St 1"],
  ["items.0.name", "Tea"],
  ["items.0.count", "2"],
  ["items.1.name", "Cup"],
  ["items.1.count", "1"],
  ["tags", "sale"],
  ["size", "l"],
  ["speed", "fast"],
  ["extras", "bow"],
  ["extras", "box"],
  ["note", ""],
  ["serial", "90071992547409931"],
  ["password", "hush hush"],
  ["terms", "true"],
];

async function post(server: LabServer, fields: readonly (readonly [string, string])[]) {
  const body = new URLSearchParams(fields.map(([name, value]) => [name, value]));
  const response = await server.app.request(place, { method: "POST", body });
  return { status: response.status, html: await response.text(), location: response.headers.get("location") };
}

function without(name: string): (readonly [string, string])[] {
  return good.filter((field) => field[0] !== name);
}

Deno.test("a form of every kind of control is put together and answers 303", async () => {
  const server = startLab();
  const { status, location } = await post(server, good);
  strictEqual(status, 303);
  strictEqual(location, "/lab/order");
  const answer = await server.app.request("/_rally/frame", {
    method: "POST",
    body: JSON.stringify(["form", 1, "/lab/order", "/lab/order", "place", good, "key"]),
    headers: { "content-type": "application/json" },
  });
  const [kind, , value] = await answer.json();
  strictEqual(kind, "ok");
  deepStrictEqual(JSON.parse(value), {
    name: "Ann",
    address: { street: "Main St 1" },
    items: [{ name: "Tea", count: 2 }, { name: "Cup", count: 1 }],
    tags: ["sale"],
    size: "l",
    speed: "fast",
    extras: ["bow", "box"],
    gift: false,
    password: 9,
    serial: "90071992547409931",
    terms: true,
  });
  server.end();
});

for (const mode of ["client", "live"] as const) {
  Deno.test(`a document in ${mode} mode shows what a form begins with and what the schema says`, async () => {
    const server = startLab({ mode });
    const html = await (await server.app.request("/lab/order")).text();
    match(html, /<input name="name" minlength="2" maxlength="40" required value="Nobody">/);
    match(html, /<input name="email" type="email">/);
    match(html, /<input name="address.city" value="Bern">/);
    match(html, /<input name="items.0.count" type="number" min="1" max="9" required>/);
    match(html, /<input type="checkbox" name="tags" value="new" checked>/);
    match(html, /<input type="checkbox" name="tags" value="sale">/);
    match(html, /<input type="radio" name="size" value="m" checked required>/);
    match(html, /<option value="card" selected>/);
    match(html, /<select name="extras" multiple>/);
    match(html, /<input type="checkbox" name="gift" value="true" checked>/);
    match(html, /<input type="checkbox" name="terms" value="true" required>/);
    match(html, /<input name="day" type="date">/);
    match(html, /<p id="place-name" role="alert" data-problem="name" hidden><\/p>/);
    server.end();
  });

  Deno.test(`a refused form in ${mode} mode keeps nested values, lists and rows, and no password`, async () => {
    const server = startLab({ mode });
    const { status, html } = await post(server, [
      ...without("items.1.name").filter(([name]) => name !== "size" && name !== "terms"),
      ["items.1.name", ""],
      ["billing.street", "Side St <2>"],
      ["billing.zip", "many"],
      ["note", "</textarea>"],
    ]);
    strictEqual(status, 422);
    match(html, /<input name="address.street" [^>]*value="Main St 1">/);
    match(html, /<input name="billing.street" minlength="1" value="Side St &lt;2(>|&gt;)">/);
    match(html, /<input name="items.0.name" [^>]*value="Tea">/);
    match(html, /<input name="items.1.name" [^>]*aria-invalid="true" aria-describedby="place-items.1.name">/);
    match(html, /<p id="place-items.1.name" role="alert" data-problem="items.1.name">(<!---->)?What is it\?/);
    match(html, /<p id="place-terms" role="alert" data-problem="terms">(<!---->)?Agree first/);
    match(html, /<p id="place-billing.zip"[^>]*>(<!---->)?Invalid input: expected number, received string/);
    match(html, /name="tags" value="sale" checked>/);
    doesNotMatch(html, /name="tags" value="new" checked/);
    match(html, /<option value="bow" selected>/);
    match(html, /<option value="fast" selected>/);
    doesNotMatch(html, /<option value="card" selected>/);
    doesNotMatch(html, /name="gift" value="true" checked/, "an unchecked box stays so, whatever the form began with");
    match(html, /&lt;\/textarea(>|&gt;)/);
    doesNotMatch(html, /hush/, "neither in the field nor in the state of the document");
    server.end();
  });
}

Deno.test("what a function of the schema refuses is told like everything else", async () => {
  const server = startLab();
  const { status, html } = await post(server, [...without("name"), ["name", "Taken"]]);
  strictEqual(status, 422);
  match(html, /<p id="place-name" role="alert" data-problem="name">This name is taken<\/p>/);
  server.end();
});

Deno.test("names that reach for prototypes are fields that nobody asked for", async () => {
  const server = startLab();
  const hostile = ["__proto__", "__proto__.name", "constructor", "address.__proto__.street", "items.4294967295.name"];
  const { status } = await post(server, [...good, ...hostile.map((name) => [name, "x"] as const)]);
  strictEqual(status, 303);
  const refused = await post(server, [...without("name"), ...hostile.map((name) => [name, "x"] as const)]);
  strictEqual(refused.status, 422);
  strictEqual("name" in {}, false);
  server.end();
});

Deno.test("a form of more fields than a person fills in is refused before it is read", async () => {
  const server = startLab();
  const many = Array.from({ length: 1_001 }, (_, at) => [`a${at}`, "x"] as const);
  strictEqual((await post(server, many)).status, 413);
  strictEqual((await post(server, [...good, ...many.slice(0, 1_000 - good.length)])).status, 303);
  const frame = ["form", 1, "/lab/order", "/lab/order", "place", many, "key"];
  const answer = await server.app.request("/_rally/frame", { method: "POST", body: JSON.stringify(frame) });
  strictEqual((await answer.json())[0], "no");
  server.end();
});

Deno.test("a body that is no form is refused by its type", async () => {
  const server = startLab();
  const send = (type: string, body: BodyInit) =>
    server.app.request(place, { method: "POST", body, headers: { "content-type": type } });
  strictEqual((await send("text/plain", "name=Ann")).status, 415);
  strictEqual((await send("application/json", "{}")).status, 415);
  strictEqual((await send("application/x-www-form-urlencoded; charset=iso-8859-1", "name=%E9")).status, 415);
  strictEqual((await send("application/x-www-form-urlencoded; charset=UTF-8", "name=%E9%00%zz")).status, 422);
  strictEqual((await send("multipart/form-data", "--x")).status, 400);
  strictEqual((await send("multipart/form-data; boundary=x", "--x\r\nnonsense")).status, 400);
  server.end();
});

Deno.test("the checks of a form are told to whoever may see its page's script", async () => {
  const server = startLab();
  const ask = async (owner: string, action: string) => {
    const body = JSON.stringify(["checks", 1, owner, action]);
    return await (await server.app.request("/_rally/frame", { method: "POST", body })).json();
  };
  const [kind, , checks] = await ask("/lab/order", "place");
  strictEqual(kind, "ok");
  deepStrictEqual(checks["items.*.name"], [["required", null, "What is it?"], ["minLength", 1, "What is it?"]]);
  for (const [owner, action] of [["/lab/order", "constructor"], ["/nowhere", "place"]]) {
    strictEqual((await ask(owner!, action!))[0], "no");
  }
  server.end();
});
