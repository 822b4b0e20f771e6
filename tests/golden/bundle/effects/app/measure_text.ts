export const measureText = (text: string) => ({ width: text.length * 8 });
