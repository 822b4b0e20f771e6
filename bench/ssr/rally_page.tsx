/**
 * The page as Rally renders it on the server: TSX, precompiled.
 */
import { renderToHtml } from "../../runtime/render/render_html.ts";
import { type Player, search, sections } from "./players.ts";

export function rallyPage(rows: readonly Player[]): string {
  return renderToHtml(view(rows));
}

function view(rows: readonly Player[]) {
  return (
    <div class="page">
      {navigation()}
      <main>
        {searchForm()}
        {table(rows)}
      </main>
    </div>
  );
}

export function navigation() {
  return (
    <nav aria-label="Main">
      {sections.map(({ path, label }) => <a key={path} href={path}>{label}</a>)}
    </nav>
  );
}

export function searchForm() {
  return (
    <>
      <h1>Players</h1>
      <form method="get" action="/players">
        <label>
          Name <input name="name" value={search} />
        </label>
        <button type="submit">Search</button>
      </form>
    </>
  );
}

export function table(rows: readonly Player[]) {
  return (
    <table>
      <thead>
        <tr>
          <th>Id</th>
          <th>Name</th>
          <th>Team</th>
          <th>Goals</th>
          <th>Assists</th>
          <th>Note</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, team, goals, assists, note }) => (
          <tr key={id} class={goals > 20 ? "hot" : "cold"}>
            <td>{id}</td>
            <td>
              <a href={`/players/${id}`}>{name}</a>
            </td>
            <td>{team}</td>
            <td>{goals}</td>
            <td>{assists}</td>
            <td>{note}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
