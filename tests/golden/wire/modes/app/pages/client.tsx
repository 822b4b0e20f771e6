export const init = () => [0, []] as [number, never[]];
export const update = (model: number) => [model, []] as [number, never[]];
export const view = () => <p>Hello</p>;
