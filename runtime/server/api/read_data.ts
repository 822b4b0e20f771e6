/**
 * `GET` of a page's data over the HTTP API: the same match, `authorize` and `load` as for its document.
 *
 * @module
 */
import { refuse } from "../../page/result.ts";
import type { PageEntry } from "../app_table.ts";
import { Redirect, Refused } from "../answers.ts";
import type { Core } from "../core.ts";
import { loadPage } from "../load_page.ts";
import { pageAt } from "../open_page.ts";
import { BadAddress, placeOf } from "../place.ts";
import { localHref, secureHeaders } from "../security.ts";
import { withSlowParts } from "../slow_reads.ts";
import type { Visit } from "../visit.ts";
import { leadElsewhere } from "./call_action.ts";
import { keyedOf } from "./keyed_schema.ts";
import { problemResponse, refusalResponse } from "./problem.ts";

/** The header with the place of the topics' history that was read before the data. */
export const positionHeader = "rally-position";

/** Answers with the data of a page. Slow parts are waited for. */
export async function readData(core: Core, visit: Visit): Promise<Response> {
  try {
    return await load(core, visit);
  } catch (error) {
    if (error instanceof Redirect) return leadElsewhere(localHref(error.href));
    if (error instanceof Refused) return refusalResponse(error.refusal);
    if (error instanceof BadAddress) {
      return problemResponse("malformed", { detail: error.message, fields: error.fields });
    }
    return refusalResponse(refuse.failed(core.trace(`data of ${visit.path}`, error)));
  }
}

async function load(core: Core, visit: Visit): Promise<Response> {
  const place = placeOf(core, visit);
  const page = pageAt(place);
  if (place.type === "page" && place.canonical !== visit.path) {
    throw new Redirect(place.canonical + (visit.search && `?${visit.search}`), 308);
  }
  const schema = dataSchema(page);
  const opened = await withSlowParts(await loadPage(core, visit, { page, around: place }));
  const data = page.wire.data?.unpack(opened.page.packed);
  const headers = { ...secureHeaders, "content-type": "application/json", "cache-control": "private, no-store" };
  return new Response(JSON.stringify(keyedOf(schema, "output").write(data)), {
    headers: { ...headers, [positionHeader]: opened.since.join(":") },
  });
}

function dataSchema({ module }: PageEntry) {
  const schema = module.load && module.contract?.spec.data;
  if (!schema) throw new Refused(refuse.notFound("This page has no data."));
  return schema;
}
