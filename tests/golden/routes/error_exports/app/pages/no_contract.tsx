export const load = () => ({});
export const handlers = {};
export const view = () => <p>Hello</p>;
