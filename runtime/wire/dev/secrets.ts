/**
 * Hides what must not stand on a screen that others look at: passwords, codes and tokens, by the name of their field.
 *
 * @module
 */
import type { Json } from "../codec.ts";

/** What is shown in the place of a secret. */
export const hidden = "•••";

const secretWords = new Set([
  ...["password", "passwords", "passphrase", "passcode", "passwd", "pwd", "secret", "token", "credential"],
  ...["credentials", "otp", "pin", "cvc", "cvv", "apikey"],
]);

/** Whether a field of this name holds a secret: one of the words of its name says so, e.g. `newPassword`, `api_key`. */
export function isSecretName(name: string): boolean {
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, "$1 $2").toLowerCase().split(/[^a-z\d]+/);
  return words.some((word, index) => secretWords.has(word) || secretWords.has(word + words[index + 1]));
}

/** The texts and numbers in the fields of a value that are named as secrets. */
export function secretsIn(value: Json, isSecret = false): Set<Json> {
  if (typeof value !== "object" || value === null) {
    return new Set(isSecret && (typeof value === "number" || typeof value === "string") && value !== "" ? [value] : []);
  }
  const found = new Set<Json>();
  for (const [name, part] of Object.entries(value)) {
    for (const secret of secretsIn(part, isSecret || isSecretName(name))) found.add(secret);
  }
  return found;
}

/** The same value without the secrets, wherever they stand in it: a password is typed in one place and sent in two. */
export function withoutSecrets(value: Json, secrets: ReadonlySet<Json>): Json {
  if (secrets.size === 0) return value;
  if (Array.isArray(value)) return value.map((part) => withoutSecrets(part, secrets));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withoutSecrets(part, secrets)]));
  }
  return secrets.has(value) ? hidden : value;
}
