/** What the handler of `upload.tsx` was given, for tests in its own process. */
export const taken: { readonly files: File[]; runs: number } = { files: [], runs: 0 };
