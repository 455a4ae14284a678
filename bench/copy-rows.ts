// Rows for `COPY … FROM STDIN (FORMAT BINARY)`: PostgreSQL documentation, "COPY", binary format.
import { once } from "node:events";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

const SIGNATURE = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const BUFFER_BYTES = 4 * 1024 * 1024;
/** Longest row that is written here. */
const MOST_ROW_BYTES = 64 * 1024;
/** 2000-01-01, from which PostgreSQL counts. */
const EPOCH_MS = 946_684_800_000;
const DAY_MS = 86_400_000;
const TWO_32 = 2 ** 32;

export class CopyRows {
  readonly #stream: ReturnType<typeof copyFrom> & NodeJS.WritableStream;
  #bytes = Buffer.allocUnsafe(BUFFER_BYTES);
  #at = 0;

  constructor(client: pg.Client, table: string, columns: readonly string[]) {
    this.#stream = client.query(copyFrom(`copy ${table} (${columns.join(", ")}) from stdin (format binary)`));
    this.#at = SIGNATURE.copy(this.#bytes, 0);
  }

  /** Begins a row of so many fields; waits while the database is behind. */
  async row(fields: number): Promise<void> {
    if (this.#at > BUFFER_BYTES - MOST_ROW_BYTES) await this.#flush();
    this.#at = this.#bytes.writeInt16BE(fields, this.#at);
  }

  null(): void {
    this.#at = this.#bytes.writeInt32BE(-1, this.#at);
  }

  int8(value: number): void {
    this.#at = this.#bytes.writeInt32BE(8, this.#at);
    const high = Math.floor(value / TWO_32);
    this.#at = this.#bytes.writeInt32BE(high, this.#at);
    this.#at = this.#bytes.writeUInt32BE(value - high * TWO_32, this.#at);
  }

  int4(value: number): void {
    this.#at = this.#bytes.writeInt32BE(4, this.#at);
    this.#at = this.#bytes.writeInt32BE(value, this.#at);
  }

  boolean(value: boolean): void {
    this.#at = this.#bytes.writeInt32BE(1, this.#at);
    this.#at = this.#bytes.writeUInt8(value ? 1 : 0, this.#at);
  }

  instant(ms: number): void {
    this.int8((ms - EPOCH_MS) * 1000);
  }

  /** A day, `YYYY-MM-DD`. */
  day(text: string): void {
    this.int4((Date.parse(`${text}T00:00:00Z`) - EPOCH_MS) / DAY_MS);
  }

  text(value: string): void {
    const length = this.#bytes.write(value, this.#at + 4, "utf8");
    this.#bytes.writeInt32BE(length, this.#at);
    this.#at += 4 + length;
  }

  bytes(value: Buffer): void {
    this.#at = this.#bytes.writeInt32BE(value.length, this.#at);
    this.#at += value.copy(this.#bytes, this.#at);
  }

  async end(): Promise<void> {
    this.#at = this.#bytes.writeInt16BE(-1, this.#at);
    await this.#flush();
    const done = once(this.#stream, "finish");
    this.#stream.end();
    await done;
  }

  async #flush(): Promise<void> {
    const full = this.#bytes.subarray(0, this.#at);
    this.#bytes = Buffer.allocUnsafe(BUFFER_BYTES);
    this.#at = 0;
    if (!this.#stream.write(full)) await once(this.#stream, "drain");
  }
}
