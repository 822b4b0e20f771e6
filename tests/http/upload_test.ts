import { match, ok, rejects, strictEqual } from "node:assert";
import { StoredFile } from "../../runtime/server/stored_file.ts";
import { listen } from "../../runtime/server/listen.ts";
import { taken } from "../browser/pages/_taken.ts";
import { type LabServer, startLab } from "./lab_app.ts";

const path = "/lab/upload?_action=%2Flab%2Fupload%23send";

function formOf(fields: Readonly<Record<string, string | File | readonly File[]>>): FormData {
  const form = new FormData();
  for (const [name, values] of Object.entries(fields)) {
    for (const value of [values].flat()) form.append(name, value as string);
  }
  return form;
}

async function send(server: LabServer, form: FormData, to = path): Promise<Response> {
  return await server.app.request(to, { method: "POST", body: form });
}

function textFile(size: number, name = "a.txt", type = "text/plain"): File {
  return new File(["ab".repeat(size / 2)], name, { type });
}

function filesIn(folder: string): number {
  return [...Deno.readDirSync(folder)].length;
}

Deno.test("a handler gets files, short ones and long ones, and they are gone after it", async () => {
  const server = startLab();
  for (const size of [10, 200_000]) {
    const photo = textFile(size, "été 1.txt");
    const response = await send(server, formOf({ title: "Tour", photo, others: [textFile(4), textFile(8)] }));
    strictEqual(response.status, 303);
    const sum = (size / 2 * (97 + 98)) % 65_521;
    strictEqual(
      new URL(response.headers.get("location")!, "http://app").searchParams.get("saved"),
      `Tour été 1.txt ${size} ${sum} 2`,
    );
    strictEqual(filesIn(server.folder), 0);
  }
  const kept = taken.files.at(-1)!;
  ok(kept instanceof StoredFile);
  await rejects(() => kept.text(), /kept until its action is over/);
  server.end();
});

Deno.test("a form without a file is a form all the same", async () => {
  const server = startLab();
  const none = new File([], "", { type: "application/octet-stream" });
  const response = await send(server, formOf({ title: "Tour", photo: none, others: none }));
  strictEqual(response.status, 303);
  match(decodeURIComponent(response.headers.get("location")!), /Tour undefined undefined 0 0/);
  server.end();
});

Deno.test("a file that its field refuses is told on the page, and the rest of the form is kept", async () => {
  const server = startLab();
  const cases: [File, RegExp][] = [
    [textFile(300_002), /<p id="send-photo"[^>]*>At most 300 kB<\/p>/],
    [textFile(70, "a.html", "text/html"), /<p id="send-photo"[^>]*>A text or a picture<\/p>/],
  ];
  for (const [photo, told] of cases) {
    const response = await send(server, formOf({ title: "Kept <b>", photo }));
    const html = await response.text();
    strictEqual(response.status, 422);
    match(html, told);
    match(html, /<input name="title" [^>]*value="Kept &lt;b(>|&gt;)">/);
    match(html, /<input name="photo" type="file" accept="text\/plain,image\/png" aria-invalid="true"/);
    match(html, /<form method="post" [^>]*enctype="multipart\/form-data"/);
    strictEqual(filesIn(server.folder), 0);
  }
  server.end();
});

Deno.test("a body longer than all its fields may be is refused while it arrives", async () => {
  const server = startLab();
  const running = await listen(server, { port: 0 });
  const before = taken.runs;
  const most = 300_000 + 2 * 1_000 + 64 * 1024 + 3 * 1024;
  const boundary = "x".repeat(20);
  const head = new TextEncoder().encode(
    `--${boundary}\r\ncontent-disposition: form-data; name="photo"; filename="a"\r\ncontent-type: text/plain\r\n\r\n`,
  );
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      controller.enqueue(sent === 0 ? head : new Uint8Array(16 * 1024));
      sent += sent === 0 ? head.length : 16 * 1024;
      // An attacker would never stop.
      if (sent > 40 * most) controller.close();
    },
  });
  const answer = await fetch(running.url + path, {
    method: "POST",
    body,
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
  }).then(async (response) => ({ status: response.status, text: await response.text() }), () => undefined);
  // A client that goes on sending may find the connection closed before it reads the answer.
  if (answer) {
    strictEqual(answer.status, 413);
    strictEqual(answer.text, "The body is too large");
  }
  ok(sent < 40 * most, "it was not taken to its end");
  strictEqual(taken.runs, before);
  const declared = await send(server, formOf({ title: "x", photo: textFile(most) }));
  strictEqual(declared.status, 413);
  strictEqual(filesIn(server.folder), 0);
  await running.drain();
  server.end();
});

Deno.test("too many files, and texts that are too long, are refused", async () => {
  const server = startLab();
  const files = Array.from({ length: 4 }, () => textFile(4));
  strictEqual((await send(server, formOf({ title: "x", others: files }))).status, 413);
  strictEqual((await send(server, formOf({ title: "x".repeat(70_000) }))).status, 413);
  const many = formOf({ title: "x" });
  for (let at = 0; at < 1_001; at++) many.append(`a${at}`, "x");
  strictEqual((await send(server, many)).status, 413);
  strictEqual(filesIn(server.folder), 0);
  server.end();
});

Deno.test("nothing is kept for somebody who may not send, nor by a form that takes no files", async () => {
  const server = startLab();
  const before = taken.runs;
  const form = formOf({ title: "Tour", photo: textFile(200_000) });
  strictEqual((await send(server, form, `/lab/upload?who=nobody&_action=%2Flab%2Fupload%23send`)).status, 403);
  strictEqual((await send(server, form, "/lab/upload?_action=%2Flab%2Fupload%23count")).status, 413);
  strictEqual((await send(server, form, "/lab/upload?_action=%2Flab%2Fupload%23nothing")).status, 413);
  const small = formOf({ by: "3", photo: textFile(4) });
  strictEqual((await send(server, small, "/lab/upload?_action=%2Flab%2Fupload%23count")).status, 303);
  strictEqual(taken.runs, before);
  strictEqual(filesIn(server.folder), 0);
  server.end();
});

Deno.test("a body that is cut off in the middle of a file leaves nothing behind", async () => {
  const server = startLab();
  const before = taken.runs;
  const whole = new Uint8Array(await new Response(formOf({ title: "x", photo: textFile(200_000) })).arrayBuffer());
  const boundary = new TextDecoder().decode(whole).split("\r\n")[0]!.slice(2);
  const response = await server.app.request(path, {
    method: "POST",
    body: whole.slice(0, 150_000),
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
  });
  strictEqual(response.status, 400);
  strictEqual(await response.text(), "This form cannot be read");
  strictEqual(taken.runs, before);
  strictEqual(filesIn(server.folder), 0);
  server.end();
});
