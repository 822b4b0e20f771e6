/** A layout for the browser tests: it reads a parameter of its folder and counts in a loop of its own. */
import { type Effect, layout, type Load, none, type Send, type Start, type View } from "@rally/rally";
import { z } from "zod";

export const contract = layout("/lab/nested/:team", {
  mode: "client",
  params: { team: z.string() },
  data: z.object({ name: z.string() }),
});
type Layout = typeof contract;

type Model = { readonly team: string; readonly name: string; readonly clicks: number };
type Msg = { type: "clicked" } | { type: "reloaded"; team: string; name: string };

export function init({ params, data }: Start<Layout>): [Model, Effect<Msg>[]] {
  return [{ team: params.team, name: data.name, clicks: 0 }, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "clicked":
      return [{ ...model, clicks: model.clicks + 1 }, none];
    case "reloaded":
      return [{ ...model, team: msg.team, name: msg.name }, none];
  }
}

export const reloaded = ({ params, data }: Start<Layout>): Msg => ({
  type: "reloaded",
  team: params.team,
  name: data.name,
});

export function view({ team, name, clicks }: Model, send: Send<Msg>, children: View) {
  return (
    <section>
      <h1>Team {team}: {name}</h1>
      <button type="button" onClick={send({ type: "clicked" })}>Team {clicks}</button>
      {children}
    </section>
  );
}

export const load: Load<Layout> = ({ params }) => ({ name: params.team.toUpperCase() });
