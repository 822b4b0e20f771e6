export const helper: string = JSON.parse("{");
