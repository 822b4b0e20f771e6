/** Shown with status 404, for an unknown address and whenever a page answers `notFound()`. */
import type { ErrorInfo } from "@rally/rally";
import { href } from "../../generated/routes.ts";

export function view({ message }: ErrorInfo) {
  return (
    <section class="notice">
      <p class="notice-code" aria-hidden="true">404</p>
      <h1>Off the board</h1>
      <p>{message}</p>
      <p>
        <a class="button" href={href.games()}>All games</a>
      </p>
    </section>
  );
}

export const head = () => ({ title: "Not found" });
