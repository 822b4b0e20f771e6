const page = (path: string, spec: object) => ({ kind: "page", path, spec });
export const contract = page("/own_function", {});
export const view = () => <p>Hello</p>;
