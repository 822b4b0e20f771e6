/**
 * IP addresses, as far as limits need to tell them apart.
 *
 * @module
 */

/** Loopback, private and link-local addresses (RFC 1918, 4193, 4291), and an address that is not known. */
export function isOwnNetwork(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, "");
  return plain === "" || /^(127|10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.|^::1$|^f[cd]|^fe[89ab]/i.test(plain);
}

/** The key of an address: whoever has one IPv6 address has the 2^64 others of its network, too. */
export function addressKey(address: string): string {
  if (!address.includes(":") || /^::ffff:\d+\./i.test(address)) return address;
  const [head = "", tail] = address.split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail?.split(":").filter(Boolean) ?? [];
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<string>(Math.max(0, zeros)).fill("0"), ...right].slice(0, 4).join(":");
}
