/**
 * Which of the topics that a loop asks for exist, and which its visitor may listen to.
 *
 * @module
 */
import type { AuthorizeContext, PageContext } from "../context.ts";
import type { TopicSince } from "../topics/hub.ts";
import { parseStrings } from "../wire/strings.ts";
import type { AskedTopic, Region } from "../wire/frames.ts";
import { Redirect, Refused } from "./answers.ts";
import { type Core, partsAround } from "./core.ts";
import { authorizeParts } from "./load_page.ts";
import { matchTopic } from "./match_topic.ts";
import { BadAddress, placeOf, valuesOf } from "./place.ts";
import { findSession } from "./session.ts";
import { type Visit, visitOf, type Visitor } from "./visit.ts";
import { requireDecision } from "./wrong_return.ts";

/** What a loop of a tab asks for. */
export interface TopicRequest {
  readonly visitor: Visitor;
  /** `page`, or the id of a layout. */
  readonly region: Region;
  /** The address of the page that the loop stands on; without it only the topics' own `authorize` is asked. */
  readonly href: string | undefined;
  readonly topics: readonly AskedTopic[];
}

/** Leaves out what does not exist and what this visitor may not hear, and says so in the log. */
export async function allowedTopics(
  core: Core,
  { visitor, region, href, topics }: TopicRequest,
): Promise<TopicSince[]> {
  const visit = visitOf(visitor, href ?? "/");
  if (topics.length === 0 || !visit) return [];
  return await core.db.read(async (db) => {
    const context: AuthorizeContext = { db, session: await findSession(db, visit, core.clock.now()) };
    if (href !== undefined && !await mayStandAt(core, visit, region, context)) return [];
    const allowed: TopicSince[] = [];
    for (const topic of topics) {
      if (await isAllowed(core, context, topic[0])) allowed.push([topic[0], topic[1]]);
      else if (core.dev) core.log(`Topic "${topic[0]}" is not declared, or its authorize refused this visitor`);
    }
    return allowed;
  });
}

/** Asks `authorize` of the page and its layouts, as for an action: a layout's covers the topics of what is inside. */
async function mayStandAt(core: Core, visit: Visit, region: Region, context: AuthorizeContext): Promise<boolean> {
  const place = placeOf(core, visit);
  // The page of a failure is for everybody.
  if (place.type !== "page") return true;
  const part = region === "page" ? place.page : core.layouts.get(region);
  const parts = part ? partsAround(core, place.page, part) : [];
  try {
    await authorizeParts(parts.map((entry) => ({
      entry,
      context: { ...context, ...valuesOf(entry, place, visit), request: visit } as PageContext,
    })));
    return parts.length > 0;
  } catch (error) {
    const isAnswer = error instanceof Refused || error instanceof Redirect || error instanceof BadAddress;
    if (!isAnswer) core.trace(`authorize for the topics of ${visit.path}`, error);
    return false;
  }
}

async function isAllowed(core: Core, context: AuthorizeContext, key: string): Promise<boolean> {
  const found = matchTopic(core.table.topics, key);
  if (!found) return false;
  const { spec } = found.entry.topic;
  const params = parseStrings(spec.params ?? {}, found.params);
  if (!params.ok) return false;
  try {
    if (!spec.authorize) return true;
    const decision: unknown = await spec.authorize(context, params.values);
    return requireDecision(decision, `The value of authorize of topic "${found.entry.topic.pattern}"`);
  } catch (error) {
    if (!(error instanceof Refused)) core.trace(`authorize of topic "${found.entry.topic.pattern}"`, error);
    return false;
  }
}
