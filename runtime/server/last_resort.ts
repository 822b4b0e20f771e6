/**
 * A promise that fails and that nobody awaits would end the process, and with it the pages of every other visitor. In
 * most cases it is a query whose `await` was forgotten.
 *
 * @module
 */

/** Logs such failures instead; call what it gives to have them end the process again. */
export function surviveRejections(log: (line: string) => void): () => void {
  const survive = (event: PromiseRejectionEvent) => {
    event.preventDefault();
    const { reason } = event;
    const told = reason instanceof Error ? reason.stack ?? reason.message : String(reason);
    log(`A promise has failed that nobody awaits: ${told}\nhint: put "await" before the query or call it comes from`);
  };
  globalThis.addEventListener("unhandledrejection", survive);
  return () => globalThis.removeEventListener("unhandledrejection", survive);
}
