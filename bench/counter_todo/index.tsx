/**
 * The app whose weight in the browser is measured: a counter and a todo list with data, an action and a form. The bench
 * puts it in the place of a scaffolded app's own pages.
 */
import {
  action,
  calls,
  type Effect,
  form,
  type Handlers,
  type Load,
  none,
  page,
  type Result,
  type Send,
  type Start,
} from "@rally/rally";
import { z } from "zod";

const Todo = z.object({ id: z.int(), text: z.string(), done: z.boolean() });
type Todo = z.infer<typeof Todo>;

export const contract = page("/", {
  mode: "client",
  data: z.object({ todos: z.array(Todo) }),
  actions: { add: action(z.object({ text: z.string().min(1) }), Todo) },
});
type Page = typeof contract;
const server = calls(contract);

export type Model = { readonly count: number; readonly todos: readonly Todo[]; readonly last?: Result<Todo> };
export type Msg =
  | { type: "counted"; by: number }
  | { type: "toggled"; id: number; done: boolean }
  | { type: "added"; result: Result<Todo> };

export function init({ data }: Start<Page>): [Model, Effect<Msg>[]] {
  return [{ count: 0, todos: data.todos }, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "counted":
      return [{ ...model, count: model.count + msg.by }, none];
    case "toggled":
      return [
        { ...model, todos: model.todos.map((todo) => todo.id === msg.id ? { ...todo, done: msg.done } : todo) },
        none,
      ];
    case "added": {
      const { result } = msg;
      return [{ ...model, last: result, todos: result.ok ? [...model.todos, result.value] : model.todos }, none];
    }
  }
}

const add = form(server.add, (result): Msg => ({ type: "added", result }));

export function view({ count, todos, last }: Model, send: Send<Msg>) {
  const { attributes, field, problem } = add(send, last);
  return (
    <main>
      <p>
        <button type="button" onClick={send({ type: "counted", by: -1 })}>−</button>
        <output>{count}</output>
        <button type="button" onClick={send({ type: "counted", by: 1 })}>+</button>
      </p>
      <ul>
        {todos.map(({ id, text, done }) => (
          <li key={id}>
            <label>
              <input
                type="checkbox"
                checked={done}
                onChange={send((event) => ({ type: "toggled", id, done: event.checked }))}
              />
              {text}
            </label>
          </li>
        ))}
      </ul>
      <form {...attributes}>
        <input {...field("text")} aria-label="What is to be done" />
        {problem("text") && <p role="alert">{problem("text")}</p>}
        <button type="submit">Add</button>
      </form>
    </main>
  );
}

export const head = ({ todos }: Model) => ({ title: `${todos.length} todos` });

export const load: Load<Page> = () => ({ todos: [{ id: 1, text: "Write a page", done: true }] });

export const handlers: Handlers<Page> = {
  add: (_context, { text }) => ({ id: text.length, text, done: false }),
};
