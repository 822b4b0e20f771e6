/**
 * The page as a template literal with every value escaped by hand: the measure of what rendering must cost.
 */
import { type Player, search, sections } from "./players.ts";

export function literalPage(rows: readonly Player[]): string {
  return `<div class="page"><nav aria-label="Main">${
    sections.map(({ path, label }) => `<a href="${escape(path)}">${escape(label)}</a>`).join("")
  }</nav><main><h1>Players</h1><form method="get" action="/players"><label>Name <input name="name" value="${
    escape(search)
  }"></label><button type="submit">Search</button></form><table><thead><tr><th>Id</th><th>Name</th><th>Team</th><th>Goals</th><th>Assists</th><th>Note</th></tr></thead><tbody>${
    rows.map(({ id, name, team, goals, assists, note }) =>
      `<tr class="${goals > 20 ? "hot" : "cold"}"><td>${id}</td><td><a href="/players/${id}">${
        escape(name)
      }</a></td><td>${escape(team)}</td><td>${goals}</td><td>${assists}</td><td>${escape(note)}</td></tr>`
    ).join("")
  }</tbody></table></main></div>`;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escape(text: string): string {
  return /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (char) => entities[char]) : text;
}
