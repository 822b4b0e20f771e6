/**
 * Writes `generated/wire/topics.ts`: the codecs of the events of all topics, by the pattern of the topic.
 */
import type { GeneratedFile } from "../files.ts";
import { objectOf, quote } from "../print_code.ts";
import { codecFile } from "./codec_file.ts";
import type { TopicInfo } from "./contract_info.ts";
import { shapeHash } from "./shape_hash.ts";

/** Where the codecs of topics are generated. */
export const topicCodecsFile = "generated/wire/topics.ts";

/** The file, for an app that has topics. */
export function writeTopics(topics: readonly TopicInfo[]): GeneratedFile {
  const text = codecFile({
    source: "app/topics.ts",
    shapes: topics.map(({ event }) => event),
    head: "export const topicCodecs: TopicCodecs",
    type: "TopicCodecs",
    table: (codecs) =>
      objectOf(
        topics.map(({ pattern, event }, i) =>
          [pattern, objectOf([["hash", quote(shapeHash({ event }))], ["codec", codecs[i]!]])] as const
        ),
      ),
  });
  return { path: topicCodecsFile, text };
}
