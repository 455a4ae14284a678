// Bytes of a file, unpacked and decoded: what all readers of tables share.
import { isAscii, isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { TableProblem } from "./table-problem.ts";

const PIECE = 1 << 20;

/**
 * The bytes of a file or buffer in pieces; gzip, recognised by its first bytes and not by a name, is unpacked.
 * @throws TableProblem `too-big` when it unpacks to more than `mostBytes`.
 */
export async function* openBytes(
  source: string | Buffer,
  mostBytes = Number.POSITIVE_INFINITY,
): AsyncGenerator<Buffer> {
  const pieces = typeof source === "string" ? readFile(source) : [source];
  const { first, all } = await peek(pieces, 4);
  if (first[0] !== 0x1f || first[1] !== 0x8b) {
    yield* all;
    return;
  }
  const unpack = createGunzip({ chunkSize: PIECE });
  const feeding = feed(all, unpack);
  // The feeder's failure also destroys the stream, so the loop below ends with it; nobody else has to hear of it.
  feeding.catch(() => undefined);
  try {
    let unpacked = 0;
    for await (const piece of unpack) {
      unpacked += piece.length;
      if (unpacked > mostBytes) throw new TableProblem("too-big");
      yield piece;
    }
  } catch (error) {
    throw error instanceof TableProblem ? error : new TableProblem("bad-gzip");
  } finally {
    unpack.destroy();
  }
}

async function feed(pieces: AsyncIterable<Buffer>, into: ReturnType<typeof createGunzip>): Promise<void> {
  try {
    for await (const piece of pieces) {
      if (into.destroyed) return;
      if (!into.write(piece)) await new Promise((done) => into.once("drain", done).once("close", done));
    }
    into.end();
  } catch (error) {
    into.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

async function* readFile(path: string): AsyncGenerator<Buffer> {
  try {
    for await (const piece of createReadStream(path, { highWaterMark: PIECE })) yield piece;
  } catch {
    throw new TableProblem("unreadable", { name: path });
  }
}

/** Looks at the first `size` bytes (fewer if there are no more) and gives back everything, those included. */
export async function peek(
  pieces: AsyncIterable<Buffer> | Iterable<Buffer>,
  size: number,
): Promise<{ first: Buffer; all: AsyncGenerator<Buffer> }> {
  const source = Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
  let first: Buffer = Buffer.alloc(0);
  let done = false;
  while (first.length < size && !done) {
    const next = await source.next();
    if (next.done === true) done = true;
    else first = first.length === 0 ? next.value : Buffer.concat([first, next.value]);
  }
  async function* all(): AsyncGenerator<Buffer> {
    try {
      if (first.length > 0) yield first;
      while (!done) {
        const next = await source.next();
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await source.return?.(undefined);
    }
  }
  return { first, all: all() };
}

/**
 * Decodes text that may be UTF-8 (with or without BOM), UTF-16 with BOM, or Windows-1252, which old spreadsheets write.
 * Nothing has to be decided until the first byte that is not ASCII; the piece that holds it decides.
 */
export class TextReader {
  #decoder: InstanceType<typeof TextDecoder> | undefined;
  #started = false;
  #open: Buffer = Buffer.alloc(0);

  /** The text of the next piece; a character cut in two waits for its other half. @throws TypeError if it is not UTF-8 after all. */
  read(piece: Buffer): string {
    if (!this.#started) {
      this.#started = true;
      if (piece[0] === 0xff && piece[1] === 0xfe) this.#decoder = new TextDecoder("utf-16le");
      else if (piece[0] === 0xfe && piece[1] === 0xff) this.#decoder = new TextDecoder("utf-16be");
      else if (piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf) this.#decoder = utf8();
    }
    if (this.#decoder === undefined) {
      if (isAscii(piece)) return piece.toString("latin1");
      this.#decoder = looksLikeUtf8(piece) ? utf8() : new TextDecoder("windows-1252");
    }
    this.#open = piece;
    return this.#decoder.decode(piece, { stream: true });
  }

  /** What was left over. @throws TypeError if the text ends in half a character. */
  end(): string {
    return this.#decoder?.decode() ?? "";
  }

  /** How many line breaks stand before the first line of the last piece that is not UTF-8. */
  brokenLine(): number {
    let line = 0;
    for (let start = 0; start < this.#open.length; line += 1) {
      const newline = this.#open.indexOf(10, start);
      const end = newline === -1 ? this.#open.length : newline;
      // The first line of a piece may begin in the middle of a character that the piece before started well.
      if (start > 0 && !isUtf8(this.#open.subarray(start, end))) return line;
      if (newline === -1) break;
      start = newline + 1;
    }
    return 0;
  }
}

function utf8(): InstanceType<typeof TextDecoder> {
  return new TextDecoder("utf-8", { fatal: true });
}

/**
 * Whether a piece is UTF-8, or was before something broke a few of its letters: then it has to be refused with its line,
 * and not read as Windows-1252, which accepts any byte and would turn every "í" into "Ã" and a sign.
 */
function looksLikeUtf8(piece: Buffer): boolean {
  if (isUtf8(withoutCutEnd(piece))) return true;
  let whole = 0;
  const strays = piece.toString("latin1").replace(/[\u00C2-\u00F4][\u0080-\u00BF]+/g, () => {
    whole += 1;
    return "";
  });
  return whole > (strays.match(/[\u0080-\u00FF]/g)?.length ?? 0);
}

/** The piece without the character that its end may have cut in two. */
function withoutCutEnd(piece: Buffer): Buffer {
  for (let back = 1; back <= 3 && back <= piece.length; back += 1) {
    const byte = piece[piece.length - back] ?? 0;
    if (byte >= 0xc0) return piece.subarray(0, piece.length - back);
    if (byte < 0x80) break;
  }
  return piece;
}
