/**
 * Reads the archives that `deno publish` sends.
 */

/**
 * The regular files of a tar archive by path, each beginning with `/`.
 *
 * @throws {TypeError} When a file's name is longer than this reader knows: the archive then uses an extension.
 */
export function readTar(bytes: Uint8Array<ArrayBufferLike>): Map<string, Uint8Array<ArrayBuffer>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const text = (start: number, length: number) =>
    new TextDecoder().decode(bytes.subarray(start, start + length)).replace(/\0[^]*$/, "");
  // Blocks of 512 bytes: a header, then the content filled up to whole blocks. An empty header ends the archive.
  for (let block = 0; block < bytes.length && bytes[block] !== 0;) {
    const name = text(block, 100);
    const prefix = text(block + 257, 5) === "ustar" ? text(block + 345, 155) : "";
    const size = parseInt(text(block + 124, 12), 8);
    const type = String.fromCharCode(bytes[block + 156]);
    const content = block + 512;
    if (type === "0" || type === "\0") {
      const path = prefix ? `${prefix}/${name}` : name;
      files.set(`/${path.replace(/^\.?\//, "")}`, new Uint8Array(bytes.subarray(content, content + size)));
    } else if (type !== "5") {
      throw new TypeError(`Cannot read the archive: got an entry of type "${type}", expected files and folders`);
    }
    block = content + Math.ceil(size / 512) * 512;
  }
  return files;
}
