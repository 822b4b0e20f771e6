import { throws } from "node:assert";

// What only the compiler would refuse: these tests stand for authors who have not asked it.
const raw = (() => {}) as unknown as undefined;

Deno.test("a view that holds a function in the place of a handler is refused, with what to write", () => {
  throws(() => <button type="button" onClick={raw}>Save</button>, {
    name: "TypeError",
    message: "Cannot render an element: got a function as onclick, expected a message in send()\n" +
      'hint: give it send({ type: "…" }), or send((event) => ({ type: "…", text: event.value }))',
    stack: /raw_handler_test\.tsx:7:/,
  });
  throws(() => <input {...{ name: "a", onInput: raw }} />, /Cannot render <input>: got a function as onInput/);
});
