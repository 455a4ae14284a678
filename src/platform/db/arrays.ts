// Arrays for hot statements in the binary form that PostgreSQL itself uses (`array_recv`): neither side writes nor reads them as
// text, which for small rows costs more than storing them. Each is one parameter, and is cast to its type: `${bigints(ids)}::bigint[]`.

const BYTEA = 17;
const INT8 = 20;
const INT2 = 21;
const TEXT = 25;
const TIMESTAMPTZ = 1184;

/** Dimensions, whether there are nulls, type of the elements, how many, and the number of the first. */
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
/** 2000-01-01, from which PostgreSQL counts, in our milliseconds. */
const EPOCH_MS = 946_684_800_000;
const TWO_32 = 2 ** 32;

function started(type: number, values: readonly unknown[], bytes: number): Buffer {
  const array = Buffer.allocUnsafe(HEADER_BYTES + LENGTH_BYTES * values.length + bytes);
  array.writeInt32BE(1, 0);
  array.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  array.writeInt32BE(type, 8);
  array.writeInt32BE(values.length, 12);
  array.writeInt32BE(1, 16);
  return array;
}

/** Writes a length and leaves room for what follows. @returns where the next element goes */
function put(array: Buffer, at: number, length: number): number {
  array.writeInt32BE(length, at);
  return at + LENGTH_BYTES + Math.max(0, length);
}

/** `bigint[]`, of whole numbers that JavaScript holds exactly. */
export function bigints(values: readonly (number | null)[], type = INT8): Buffer {
  const array = started(type, values, 8 * values.length);
  let at = HEADER_BYTES;
  for (const value of values) {
    if (value !== null) {
      const high = Math.floor(value / TWO_32);
      array.writeInt32BE(high, at + 4);
      array.writeUInt32BE(value - high * TWO_32, at + 8);
    }
    at = put(array, at, value === null ? -1 : 8);
  }
  return array.subarray(0, at);
}

/** `timestamptz[]`, of milliseconds since 1970. */
export function instants(values: readonly number[]): Buffer {
  return bigints(
    values.map((ms) => (ms - EPOCH_MS) * 1000),
    TIMESTAMPTZ,
  );
}

/** `smallint[]`. */
export function smallints(values: readonly number[]): Buffer {
  const array = started(INT2, values, 2 * values.length);
  let at = HEADER_BYTES;
  for (const value of values) {
    array.writeInt16BE(value, at + 4);
    at = put(array, at, 2);
  }
  return array;
}

/** `bytea[]`. */
export function byteas(values: readonly Buffer[], type = BYTEA): Buffer {
  const array = started(
    type,
    values,
    values.reduce((sum, { length }) => sum + length, 0),
  );
  let at = HEADER_BYTES;
  for (const value of values) {
    value.copy(array, at + LENGTH_BYTES);
    at = put(array, at, value.length);
  }
  return array;
}

/** `text[]`. */
export function texts(values: readonly (string | null)[]): Buffer {
  const array = started(
    TEXT,
    values,
    values.reduce((sum, value) => sum + Buffer.byteLength(value ?? ""), 0),
  );
  let at = HEADER_BYTES;
  for (const value of values) at = put(array, at, value === null ? -1 : array.write(value, at + LENGTH_BYTES, "utf8"));
  return array;
}
