import { teamName } from "./barrel.ts";

export const shout = (text: string) => text.toUpperCase();
export const teamTitle = (id: number) => shout(teamName(id));
