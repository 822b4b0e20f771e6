/** A page for the browser tests: fields that the model decides, a form that empties itself, and what a person opens. */
import {
  action,
  calls,
  type Effect,
  form,
  type Handlers,
  none,
  page,
  type PageEvent,
  type Result,
  type Send,
} from "@rally/rally";
import { z } from "zod";

export const contract = page("/lab/fields", {
  actions: { say: action(z.object({ text: z.string().min(2), tone: z.string() }), z.string()) },
});
type Page = typeof contract;
const server = calls(contract);

const names = ["code", "draft", "agreed", "size", "color", "amount"] as const;
type Name = (typeof names)[number];

type Model = {
  readonly fields: Readonly<Record<Name, string>>;
  readonly heard: readonly string[];
  readonly said: readonly string[];
  readonly isOpen: boolean;
};
type Msg =
  | { type: "changed"; name: Name; value: string }
  | { type: "pressed"; key: string }
  | { type: "inserted" }
  | { type: "reset" }
  | { type: "closed" }
  | { type: "said"; result: Result<string> };

const first = { code: "", draft: "", agreed: "", size: "m", color: "red", amount: "" };

export function init(): [Model, Effect<Msg>[]] {
  return [{ fields: first, heard: [], said: [], isOpen: true }, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  const { fields, heard } = model;
  switch (msg.type) {
    case "changed": {
      const value = msg.name === "code" ? msg.value.toUpperCase() : msg.value;
      const all = { ...fields, [msg.name]: value };
      return [{ ...model, fields: all, heard: [...heard, `${msg.name} ${msg.value}`] }, none];
    }
    case "pressed":
      if (msg.key !== "Enter") return [model, none];
      return [{ ...model, fields: { ...fields, draft: "" }, heard: [...heard, `entered ${fields.draft}`] }, none];
    case "inserted":
      return [{ ...model, fields: { ...fields, code: fields.code + "!" } }, none];
    case "reset":
      return [{ ...model, fields: first, heard: [...heard, "reset"] }, none];
    case "closed":
      return [{ ...model, isOpen: false }, none];
    case "said":
      if (!msg.result.ok) return [model, none];
      // An answer that takes away the form that it answers.
      return [{ ...model, said: [...model.said, msg.result.value], isOpen: msg.result.value !== "bye, mild" }, none];
  }
}

const say = form(server.say, (result): Msg => ({ type: "said", result }));

export function view({ fields, heard, said, isOpen }: Model, send: Send<Msg>) {
  const changed = (name: Name) => send(({ value }: PageEvent) => ({ type: "changed", name, value }));
  const { attributes, field } = say(send);
  return (
    <>
      <h1>Fields</h1>
      <label>
        Code <input value={fields.code} onInput={changed("code")} />
      </label>
      <label>
        Draft{" "}
        <input
          value={fields.draft}
          onInput={changed("draft")}
          onKeyDown={send(({ key }) => ({ type: "pressed", key }))}
        />
      </label>
      <label>
        <input
          type="checkbox"
          checked={fields.agreed === "on"}
          onChange={send(({ checked }) => ({ type: "changed", name: "agreed", value: checked ? "on" : "" }))}
        />{" "}
        Agreed
      </label>
      <select aria-label="Size" value={fields.size} onChange={changed("size")}>
        {["s", "m", "l"].map((size) => <option key={size} value={size}>Size {size}</option>)}
      </select>
      {["red", "green", "blue"].map((color) => (
        <label key={color}>
          <input type="radio" name="color" value={color} checked={fields.color === color} onChange={changed("color")} />
          {" "}
          {color}
        </label>
      ))}
      <label>
        Amount <input type="number" step="any" value={fields.amount} onInput={changed("amount")} />
      </label>
      <button type="button" onClick={send({ type: "inserted" })}>Insert</button>
      <button type="button" onClick={send({ type: "reset" })}>Reset</button>
      <output>{names.map((name) => `${name} ${fields[name] || "none"}`).join(", ")}</output>
      {isOpen && (
        <form {...attributes}>
          <label>
            Text <input {...field("text")} />
          </label>
          <label>
            Tone <input {...field("tone", "mild")} />
          </label>
          <button type="submit">Say</button>
        </form>
      )}
      <button type="button" onClick={send({ type: "closed" })}>Close the form</button>
      <ul aria-label="Said">{said.map((text, at) => <li key={at}>{text}</li>)}</ul>
      <details>
        <summary>More</summary>
        <label>
          Remark <textarea />
        </label>
      </details>
      <dialog id="dialog">
        <label>
          Inside <input />
        </label>
      </dialog>
      <label>
        File <input type="file" />
      </label>
      <ol aria-label="Heard">{heard.map((text, at) => <li key={at}>{text}</li>)}</ol>
    </>
  );
}

export const handlers: Handlers<Page> = { say: (_context, { text, tone }) => `${text}, ${tone}` };
