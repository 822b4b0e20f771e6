/** Shown when a page refuses a visitor (403) or fails (500). */
import type { ErrorInfo } from "@rally/rally";
import { href } from "../../generated/routes.ts";

export function view({ status, message, traceId }: ErrorInfo) {
  return (
    <section class="notice">
      <p class="notice-code" aria-hidden="true">{status}</p>
      <h1>{status === 403 ? "Not allowed here" : "Stoppage in play"}</h1>
      <p>{message}</p>
      {traceId !== undefined && <p class="trace">Trace id: {traceId}</p>}
      <p>
        <a class="button" href={href.games()}>All games</a>
      </p>
    </section>
  );
}

export const head = ({ status }: ErrorInfo) => ({ title: status === 403 ? "Not allowed" : "Error" });
