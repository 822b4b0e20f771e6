export const total = () => 1;
if (total() === 1) {
  for await (const _ of []);
}
