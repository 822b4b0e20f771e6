/**
 * A file of a posted form whose bytes wait on the disk: a `File` to its handler, never in memory as a whole. It has no
 * name there, so nothing is left behind when the process ends.
 *
 * @module
 */
import { type FileHandle, open, unlink } from "node:fs/promises";
import { join } from "node:path";

/** Where the bytes of a {@linkcode StoredFile} are. */
export interface Store {
  /** Appends bytes. */
  write(bytes: Uint8Array): Promise<void>;
  /** Reads up to `length` bytes from a place; fewer at the end. */
  read(from: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Gives the disk back. What is read after that fails. */
  close(): Promise<void>;
}

/** Opens a store in a folder that is there. */
export async function openStore(folder: string): Promise<Store> {
  const path = join(folder, `rally-upload-${crypto.randomUUID()}`);
  const handle: FileHandle = await open(path, "wx+", 0o600);
  // Without a name it is gone with its handle, whatever ends the process. Windows removes nothing that is open.
  const named = await unlink(path).then(() => false, () => true);
  let length = 0;
  let closed = false;
  return {
    async write(bytes) {
      for (let at = 0; at < bytes.length;) {
        const { bytesWritten } = await handle.write(bytes, at, bytes.length - at, length);
        at += bytesWritten;
        length += bytesWritten;
      }
    },
    async read(from, count) {
      if (closed) throw new TypeError("Cannot read an uploaded file: it is kept until its action is over");
      const bytes = new Uint8Array(count);
      const { bytesRead } = await handle.read(bytes, 0, count, from);
      return bytes.subarray(0, bytesRead);
    },
    async close() {
      if (closed) return;
      closed = true;
      await handle.close();
      if (named) await unlink(path);
    },
  };
}

/** What is known of a stored file beside its bytes. */
interface StoredPart {
  readonly name: string;
  readonly type: string;
  readonly from: number;
  readonly to: number;
}

const chunk = 64 * 1024;

/** A file over a {@linkcode Store}. */
export class StoredFile extends File {
  readonly #store: Pick<Store, "read">;
  readonly #from: number;
  readonly #to: number;

  constructor(store: Pick<Store, "read">, { name, type, from, to }: StoredPart) {
    super([], name, { type });
    this.#store = store;
    this.#from = from;
    this.#to = to;
  }

  override get size(): number {
    return this.#to - this.#from;
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const store = this.#store;
    const to = this.#to;
    let at = this.#from;
    return new ReadableStream({
      async pull(controller) {
        const bytes = await store.read(at, Math.min(chunk, to - at));
        at += bytes.length;
        if (bytes.length > 0) controller.enqueue(bytes);
        if (at >= to || bytes.length === 0) controller.close();
      },
    }, { highWaterMark: 0 });
  }

  override async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await new Response(this.stream()).arrayBuffer());
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.bytes()).buffer;
  }

  override async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes());
  }

  override slice(start = 0, end: number = this.size, type = ""): File {
    const place = (at: number) => this.#from + Math.max(0, Math.min(this.size, at < 0 ? this.size + at : at));
    const from = place(start);
    return new StoredFile(this.#store, { name: this.name, type, from, to: Math.max(from, place(end)) });
  }
}
