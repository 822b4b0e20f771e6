import type { Codec } from "@rally/rally/wire";

const same: Codec = { pack: (value) => value as number, unpack: (packed) => packed };

export const topicCodecs: Readonly<Record<string, Codec>> = { "game/:id": same };
