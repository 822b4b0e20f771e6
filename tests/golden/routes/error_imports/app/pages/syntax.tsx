export const view = () => <p>Hello</b>;
export const head = ;
