/** A table of 1,000 rows as a page of Rally; `bare.tsx` is the same table in bare Preact. */
import { type Effect, type Load, none, page, type Send, type Start } from "@rally/rally";
import { z } from "zod";
import { type Row, rows, touched } from "./table.ts";

export const contract = page("/", {
  mode: "client",
  data: z.object({ rows: z.array(z.object({ id: z.int(), label: z.string(), count: z.int() })) }),
});
type Page = typeof contract;

type Model = { readonly rows: readonly Row[]; readonly step: number };
type Msg = { type: "touched" };

export function init({ data }: Start<Page>): [Model, Effect<Msg>[]] {
  return [{ rows: data.rows, step: 0 }, none];
}

export function update(model: Model, _msg: Msg): [Model, Effect<Msg>[]] {
  return [{ rows: touched(model.rows, model.step), step: model.step + 1 }, none];
}

export function view({ rows, step }: Model, send: Send<Msg>) {
  return (
    <main>
      <button type="button" onClick={send({ type: "touched" })}>Touch</button>
      <output>{step}</output>
      <table>
        <tbody>
          {rows.map(({ id, label, count }) => (
            <tr key={id}>
              <td>{id}</td>
              <td>{label}</td>
              <td>{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}

export const load: Load<Page> = () => ({ rows: rows() });
