export const init = () => [0, []] as [number, never[]];
export const view = () => <p>Hello</p>;
