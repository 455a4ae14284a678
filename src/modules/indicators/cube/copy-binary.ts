// Rows of `COPY … TO STDOUT (FORMAT BINARY)`: a header, then for each row how many fields, and for each field its length (−1: null) and
// its bytes, big-endian; −1 fields end it. PostgreSQL documentation, "COPY", binary format.

const SIGNATURE_BYTES = 11;
const END = -1;

/** The fields of the row that is being read. It is one object for all the rows: take what you need at once. */
export class Tuple {
  bytes: Buffer = Buffer.alloc(0);
  readonly starts: number[] = [];
  readonly lengths: number[] = [];

  int2(field: number): number {
    return this.bytes.readInt16BE(this.#start(field));
  }

  int4(field: number): number {
    return this.bytes.readInt32BE(this.#start(field));
  }

  /** Undefined: null. */
  float8(field: number): number | undefined {
    return this.lengths[field] === END ? undefined : this.bytes.readDoubleBE(this.#start(field));
  }

  /** Of codes, which are ASCII. */
  text(field: number): string {
    const start = this.#start(field);
    return this.bytes.toString("latin1", start, start + (this.lengths[field] ?? 0));
  }

  #start(field: number): number {
    const start = this.starts[field];
    if (start === undefined) throw new RangeError(`The row has no field ${field}`);
    return start;
  }

  /** Takes the row that begins at `at`. @returns where the next begins; undefined when it is not whole yet. */
  take(bytes: Buffer, at: number): number | undefined {
    if (at + 2 > bytes.length) return undefined;
    const fields = bytes.readInt16BE(at);
    let next = at + 2;
    this.bytes = bytes;
    for (let field = 0; field < fields; field += 1) {
      if (next + 4 > bytes.length) return undefined;
      const length = bytes.readInt32BE(next);
      this.starts[field] = next + 4;
      this.lengths[field] = length;
      next += 4 + Math.max(0, length);
    }
    return next > bytes.length ? undefined : next;
  }
}

/** Reads all the rows of a stream. */
export async function readTuples(stream: AsyncIterable<Buffer>, onTuple: (tuple: Tuple) => void): Promise<void> {
  const tuple = new Tuple();
  let rest: Buffer = Buffer.alloc(0);
  let begun = false;
  for await (const piece of stream) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    let at = 0;
    if (!begun) {
      // Signature, flags, and the length of an extension that nobody uses.
      const header = SIGNATURE_BYTES + 8;
      if (bytes.length < header) {
        rest = bytes;
        continue;
      }
      at = header + bytes.readInt32BE(header - 4);
      begun = true;
    }
    while (at + 2 <= bytes.length && bytes.readInt16BE(at) !== END) {
      const next = tuple.take(bytes, at);
      if (next === undefined) break;
      onTuple(tuple);
      at = next;
    }
    rest = bytes.subarray(at);
  }
}
