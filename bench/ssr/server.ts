/**
 * Serves every page of the bench by the same Hono app on `node:http`, as Rally does. A process of its own, so that the
 * load is not made by the process that is measured. Prints its port.
 */
import { createAdaptorServer } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { AddressInfo } from "node:net";
import { literalPage } from "./literal_page.ts";
import { players } from "./players.ts";
import { preactPage } from "./preact_page.ts";
import { createRallyApp } from "./rally_app.tsx";
import { rallyPage } from "./rally_page.tsx";

const app = new Hono();
const respond = (context: Context, html: string) => context.html(`<!doctype html><title>Players</title>${html}`);
for (const rows of [100, 1_000]) {
  const constantPage = literalPage(players(rows));
  app.get(`/constant/${rows}`, (context) => respond(context, constantPage));
  app.get(`/literal/${rows}`, (context) => respond(context, literalPage(players(rows))));
  app.get(`/preact/${rows}`, (context) => respond(context, preactPage(players(rows))));
  app.get(`/rally/${rows}`, (context) => respond(context, rallyPage(players(rows))));
}
app.route("/", createRallyApp());

const server = createAdaptorServer({ fetch: app.fetch });
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
