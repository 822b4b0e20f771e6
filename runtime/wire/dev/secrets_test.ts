import { deepStrictEqual } from "node:assert";
import { isSecretName, secretsIn, withoutSecrets } from "./secrets.ts";

Deno.test("isSecretName() looks at whole words", () => {
  const secret = ["password", "newPassword", "user.password", "api_key", "apiKey", "CSRF-Token", "pin", "card_cvc"];
  const open = ["shipping", "opinion", "tokens", "key", "home", "passage", "", "secretary"];
  deepStrictEqual([...secret, ...open].filter(isSecretName), secret);
});

Deno.test("withoutSecrets() hides a secret wherever it stands", () => {
  const value = { input: { name: "Ada", password: "lovelace", pin: 1234 }, raw: ["lovelace", 1234, "Ada"] };
  deepStrictEqual(withoutSecrets(value, secretsIn(value)), {
    input: { name: "Ada", password: "•••", pin: "•••" },
    raw: ["•••", "•••", "Ada"],
  });
});

Deno.test("secretsIn() takes everything below a secret name, but no empty text", () => {
  deepStrictEqual([...secretsIn({ credentials: { user: "ada", code: 7, empty: "", no: null } })], ["ada", 7]);
});
