/**
 * Reads the body of a posted form. What is too long is refused while it arrives; a file of some size goes to the disk
 * as it comes.
 *
 * @module
 */
import type { Readable } from "node:stream";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import { patternOf } from "../schema/form_fields.ts";
import { type FormEntry, maxFields } from "../wire/form_tree.ts";
import { type FileLimit, type FormLimits, maxBody } from "./form_limits.ts";
import { openStore, type Store, StoredFile } from "./stored_file.ts";

/** The fields of a form. */
export interface PostedFields {
  readonly entries: readonly FormEntry[];
  /** Removes the files. */
  close(): Promise<void>;
}

/** A body that is not read: the status and the words of the answer. */
export class UnreadableForm extends Error {
  override name = "UnreadableForm";
  readonly status: 400 | 413 | 415;
  constructor(status: UnreadableForm["status"], message: string, cause?: unknown) {
    super(message, { cause });
    this.status = status;
  }
}

/** What a file may have in memory; a longer one goes to the disk. */
const maxInMemory = 64 * 1024;

/**
 * Reads a form.
 *
 * @param limits Of an action that takes files; without them files are passed over.
 * @param folder Where long files wait.
 * @throws {UnreadableForm} When it is too long, cut off, or no form.
 */
export async function readForm(
  request: Request,
  limits: FormLimits | undefined,
  folder: string,
): Promise<PostedFields> {
  const type = request.headers.get("content-type") ?? "";
  if (request.body && /^multipart\/form-data\b/i.test(type)) {
    return await readMultipart(request, limits ?? textOnly, folder);
  }
  if (!request.body || type === "") return { entries: [], close: () => Promise.resolve() };
  if (!/^application\/x-www-form-urlencoded\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type)) {
    throw new UnreadableForm(415, "This is no form");
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const bytes of limitedBody(request.body, maxBody)) chunks.push(bytes);
  const entries = [...new URLSearchParams(await new Blob(chunks).text())];
  if (entries.length > maxFields) throw tooManyFields();
  return { entries, close: () => Promise.resolve() };
}

/** A form whose action takes no files. */
const textOnly: FormLimits = { bytes: maxBody, files: 0, fields: new Map() };

function tooLarge(): UnreadableForm {
  return new UnreadableForm(413, "The body is too large");
}

function tooManyFields(): UnreadableForm {
  return new UnreadableForm(413, `The form has more than ${maxFields} fields`);
}

async function* limitedBody(body: ReadableStream<Uint8Array<ArrayBuffer>>, limit: number) {
  let length = 0;
  for await (const bytes of body) {
    length += bytes.length;
    if (length > limit) throw tooLarge();
    yield bytes;
  }
}

async function readMultipart(request: Request, limits: FormLimits, folder: string): Promise<PostedFields> {
  if (Number(request.headers.get("content-length") ?? 0) > limits.bytes) throw tooLarge();
  const entries: FormEntry[] = [];
  const files: Promise<void>[] = [];
  const streams: Readable[] = [];
  const stores: Store[] = [];
  const close = async () => void await Promise.all(stores.map((store) => store.close()));
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => {});
  const parser = createParser(request, limits);
  const finished = new Promise<void>((resolve) => parser.on("finish", resolve));
  parser.on("error", (cause) => failed.reject(new UnreadableForm(400, "This form cannot be read", cause)));
  parser.on("fieldsLimit", () => failed.reject(tooManyFields()));
  parser.on("partsLimit", () => failed.reject(tooManyFields()));
  parser.on("filesLimit", () => failed.reject(new UnreadableForm(413, `The form has more than ${limits.files} files`)));
  parser.on("field", (name, value, _nameTruncated, truncated) => {
    if (truncated) failed.reject(tooLarge());
    else entries.push([name, value]);
  });
  parser.on("file", (name, stream: Readable, fileName, _encoding, mime) => {
    const limit = limits.fields.get(patternOf(name ?? ""));
    streams.push(stream);
    // A body that is cut off is told by the parser itself.
    stream.on("error", () => {});
    if (!limit) return void stream.resume();
    // The place among the fields is kept, although the bytes take their time.
    const at = entries.push([name, ""]) - 1;
    const stored = storeFile(stream, { limit, folder, stores, name: fileName ?? "", type: mime });
    files.push(stored.then((file) => void (entries[at] = [name, file])));
    stored.catch(failed.reject);
  });
  try {
    await Promise.race([failed.promise, feed(parser, request, limits.bytes).then(() => finished)]);
    await Promise.race([failed.promise, Promise.all(files)]);
    return { entries, close };
  } catch (error) {
    parser.destroy();
    for (const stream of streams) stream.destroy();
    await Promise.allSettled(files);
    await close();
    throw error;
  }
}

function createParser(request: Request, { files }: FormLimits): BusboyInstance {
  try {
    return new Busboy({
      headers: { "content-type": request.headers.get("content-type") ?? "" },
      limits: {
        fields: maxFields,
        fieldSize: maxBody,
        // Files that the action does not take are passed over, not counted.
        files: files === 0 ? Infinity : files,
        parts: maxFields + files,
        headerPairs: 20,
        headerSize: 8 * 1024,
      },
    });
  } catch (cause) {
    throw new UnreadableForm(400, "This form cannot be read", cause);
  }
}

/** Gives the body to the parser at the pace of the slowest disk. */
async function feed(parser: BusboyInstance, request: Request, limit: number): Promise<void> {
  try {
    for await (const bytes of limitedBody(request.body!, limit)) {
      await new Promise<void>((resolve, reject) => parser.write(bytes, (error) => error ? reject(error) : resolve()));
    }
  } catch (cause) {
    throw cause instanceof UnreadableForm ? cause : new UnreadableForm(400, "This form cannot be read", cause);
  }
  parser.end();
}

/** No handler sees a file that is too long. */
const notKept: Pick<Store, "read"> = { read: () => Promise.resolve(new Uint8Array()) };

interface FileOptions {
  readonly limit: FileLimit;
  readonly folder: string;
  readonly stores: Store[];
  readonly name: string;
  readonly type: string;
}

/** Keeps what the field may hold. Of a longer file only the length is wanted: the schema says what is wrong with it. */
async function storeFile(stream: Readable, { limit, folder, stores, name, type }: FileOptions): Promise<File> {
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  let store: Store | undefined;
  for await (const bytes of stream as AsyncIterable<Uint8Array<ArrayBuffer>>) {
    length += bytes.length;
    if (length > limit.bytes) {
      if (!limit.isDeclared) throw tooLarge();
      continue;
    }
    chunks.push(bytes);
    if (length <= maxInMemory) continue;
    if (!store) stores.push(store = await openStore(folder));
    for (const chunk of chunks) await store.write(chunk);
    chunks = [];
  }
  if (length <= limit.bytes && !store) return new File(chunks, name, { type });
  return new StoredFile(store ?? notKept, { name, type, from: 0, to: length });
}
