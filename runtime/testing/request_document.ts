/**
 * Asks the app's server for a document as the address bar of a browser does: with cookies, to the end of its redirects.
 *
 * @module
 */
import type { RallyServer } from "../server/create_server.ts";
import type { TextEntry } from "../wire/form_tree.ts";
import type { CookieJar } from "./cookie_jar.ts";
import { searchOf } from "./links_and_forms.ts";
import type { Network } from "./network.ts";
import { origin } from "./test_window.ts";

/** Who asks. */
export interface Asking {
  readonly server: RallyServer;
  readonly cookies: CookieJar;
  readonly network: Pick<Network, "isOffline">;
  /** The address that is shown now. */
  readonly base: string;
}

/** As browsers, which then show an error. */
const maxRedirects = 10;

/** Asks for a document, or posts a form; gives the address that the redirects have led to, and its answer. */
export async function requestDocument(
  asking: Asking,
  asked: string,
  post?: readonly TextEntry[],
  redirects = 0,
): Promise<{ readonly address: string; readonly response: Response }> {
  const { server, cookies, network, base } = asking;
  if (network.isOffline) throw new Error(`Cannot open ${asked}: this page is offline`);
  if (redirects > maxRedirects) throw new Error(`Cannot open ${asked}: more than ${maxRedirects} redirects`);
  const { pathname, search } = new URL(asked, origin + base);
  const response = await server.app.request(origin + pathname + search, {
    method: post ? "POST" : "GET",
    headers: { cookie: cookies.header(), host: new URL(origin).host, "sec-fetch-site": "same-origin" },
    body: post ? searchOf(post) : undefined,
    redirect: "manual",
  });
  for (const cookie of response.headers.getSetCookie()) cookies.take(cookie);
  const location = response.headers.get("location");
  if (location !== null) return await requestDocument(asking, location, undefined, redirects + 1);
  return { address: pathname + search, response };
}
