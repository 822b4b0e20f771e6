export function update(model: number): [number, []] {
  return [model, []];
}
export const view = () => <p>Hello</p>;
