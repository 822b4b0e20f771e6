/** What stands around every page. */
import type { Send, View } from "@rally/rally";

export function view(_model: undefined, _send: Send<never>, children: View) {
  return (
    <div class="page">
      <main>{children}</main>
      <footer>
        Change a word in <code>app/pages/index.tsx</code> and save: this page follows.
      </footer>
    </div>
  );
}

export const head = () => ({
  title: "Rally",
  links: [{ rel: "stylesheet", href: "/styles.css" }, { rel: "icon", href: "/icon.svg", type: "image/svg+xml" }],
  html: { lang: "en" },
});
