/** Shown with status 404. */
import { href } from "../../generated/routes.ts";

export function view() {
  return (
    <section class="card">
      <h1>Nothing here</h1>
      <p>There is no page at this address.</p>
      <p>
        <a href={href.index()}>To the front page</a>
      </p>
    </section>
  );
}

export const head = () => ({ title: "Not found" });
