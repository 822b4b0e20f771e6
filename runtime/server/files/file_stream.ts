/**
 * Sends a part of a file piece by piece. The file is opened when the first piece is asked for, so an answer that
 * nobody reads holds nothing open.
 *
 * @module
 */

/** The first and the last byte, both sent. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** 64 KiB: what a socket takes at once. */
const pieceSize = 64 * 1024;

/** The bytes of a file from `start` to `end`. */
export function fileStream(path: string, { start, end }: ByteRange): ReadableStream<Uint8Array<ArrayBuffer>> {
  let file: Deno.FsFile | undefined;
  let left = end - start + 1;

  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      try {
        file ??= await openAt(path, start);
        const piece = new Uint8Array(Math.min(left, pieceSize));
        const read = left === 0 ? 0 : await file.read(piece);
        if (read === null) throw new Error(`Cannot read "${path}" to its end: it has become shorter by ${left} bytes`);
        if (read > 0) controller.enqueue(piece.subarray(0, read));
        left -= read;
        if (left > 0) return;
        file.close();
        controller.close();
      } catch (error) {
        close();
        throw error;
      }
    },
    cancel: close,
  }, { highWaterMark: 0 });

  function close(): void {
    file?.close();
    file = undefined;
  }
}

async function openAt(path: string, start: number): Promise<Deno.FsFile> {
  const file = await Deno.open(path);
  if (start > 0) await file.seek(start, Deno.SeekMode.Start);
  return file;
}
