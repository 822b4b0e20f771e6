/**
 * Which of the topics that a loop asks for exist, and which its visitor may listen to.
 *
 * @module
 */
import type { AuthorizeContext } from "../context.ts";
import type { TopicSince } from "../topics/hub.ts";
import { parseStrings } from "../wire/strings.ts";
import { Refused } from "./answers.ts";
import type { Core } from "./core.ts";
import { matchTopic } from "./match_topic.ts";
import { findSession } from "./session.ts";
import { visitOf, type Visitor } from "./visit.ts";
import { requireDecision } from "./wrong_return.ts";

/** Leaves out what does not exist and what this visitor may not hear, and says so in the log. */
export async function allowedTopics(
  core: Core,
  visitor: Visitor,
  topics: readonly TopicSince[],
): Promise<TopicSince[]> {
  const visit = visitOf(visitor, "/");
  if (topics.length === 0 || !visit) return [];
  return await core.db.read(async (db) => {
    const context: AuthorizeContext = { db, session: await findSession(db, visit, core.now()) };
    const allowed: TopicSince[] = [];
    for (const topic of topics) {
      if (await isAllowed(core, context, topic[0])) allowed.push(topic);
      else if (core.dev) core.log(`Topic "${topic[0]}" is not declared, or its authorize refused this visitor`);
    }
    return allowed;
  });
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
