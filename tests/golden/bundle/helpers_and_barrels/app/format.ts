import { z } from "zod";
import { teamName } from "./db.ts";

export const Team = z.object({ id: z.int() });
export const teamTitle = (id: number) => `Team ${id}`;
export const storedTitle = (id: number) => `Team ${teamName(id)} ${Team.parse({ id })}`;
