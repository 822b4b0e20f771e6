export const reloaded = () => "reloaded";
export const subscriptions = () => [];
export const view = () => <p>Hello</p>;
