const same = { pack: (value: unknown) => value, unpack: (packed: unknown) => packed };
export const browserCodecs = { measure: { input: same, output: same } };
