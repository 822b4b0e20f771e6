import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/teams/:team", {
  params: { team: z.enum(["BOS", "BUF", "DET", "FLA", "MTL", "OTT", "TBL", "TOR", "CAR", "CBJ", "NJD", "NYI", "NYR", "PHI", "PIT", "WSH"]) },
  query: { season: z.string().optional(), flag: z.stringbool().optional() },
});
export const view = () => <p>Hello</p>;
