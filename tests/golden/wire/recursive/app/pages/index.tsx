import { type Load, page } from "@rally/rally";
import { z } from "zod";

const Comment = z.object({
  text: z.string(),
  at: z.date(),
  get replies() {
    return z.array(Comment);
  },
});
// Two shapes that contain each other.
const Folder = z.object({
  name: z.string(),
  get files() {
    return z.array(File);
  },
});
const File = z.object({
  size: z.bigint(),
  get parent() {
    return Folder.nullable();
  },
});
type Expression = number | { type: "add"; left: Expression; right: Expression } | { type: "minus"; of: Expression };
const Expression: z.ZodType<Expression> = z.lazy(() =>
  z.union([
    z.number(),
    z.object({ type: z.literal("add"), left: Expression, right: Expression }),
    z.object({ type: z.literal("minus"), of: Expression }),
  ])
);
const List = z.object({
  get next() {
    return List.optional();
  },
});

export const contract = page("/", {
  data: z.object({ comments: z.array(Comment), folder: Folder, expression: Expression, list: List }),
});
export const view = () => <p>Hello</p>;
export const load: Load<typeof contract> = () => {
  throw new Error("Not run");
};
