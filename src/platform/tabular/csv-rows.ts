import { openBytes, TextReader } from "./bytes.ts";
import { CsvScanner } from "./csv-scanner.ts";
import { TableProblem } from "./table-problem.ts";

/** A row as written: its fields, and the line of the file where it starts. */
export type CsvRow = { fields: string[]; line: number };

const DELIMITERS = [",", ";", "\t"] as const;

/** The header has to end within this many characters to choose a delimiter by it. */
const SAMPLE = 65_536;

/**
 * The rows of a CSV file, header included, in batches as they are read, so that millions of rows do not cost a promise each.
 * Empty lines are left out. Delimiter (comma, semicolon or tab, by the first row, or Excel's `sep=` line), encoding and gzip are
 * found by looking; a file with only CR as line break is read too.
 * @throws TableProblem `unclosed-quote`, `bad-encoding`, `bad-gzip`, `unreadable`.
 */
export async function* csvBatches(source: string | Buffer | AsyncIterable<Buffer>): AsyncGenerator<CsvRow[]> {
  const pieces = typeof source === "string" || Buffer.isBuffer(source) ? openBytes(source) : source;
  const reader = new CsvReader();
  for await (const piece of pieces) {
    const rows = reader.read(piece);
    if (rows.length > 0) yield rows;
  }
  const rows = reader.end();
  if (rows.length > 0) yield rows;
}

class CsvReader {
  readonly #text = new TextReader();
  #scanner: CsvScanner | undefined;
  #loneReturns = false;
  #sample = "";
  #rows: CsvRow[] = [];
  #skippedLines = 0;

  read(piece: Buffer): CsvRow[] {
    this.#push(this.#decoded(() => this.#text.read(piece)));
    return this.#taken();
  }

  end(): CsvRow[] {
    this.#push(this.#decoded(() => this.#text.end()));
    if (this.#scanner === undefined) this.#start();
    this.#scanner?.end();
    return this.#taken();
  }

  #decoded(decode: () => string): string {
    try {
      return decode();
    } catch {
      const line =
        this.#scanner === undefined ? this.#sample.split("\n").length : this.#scanner.line + this.#skippedLines;
      throw new TableProblem("bad-encoding", { line: line + this.#text.brokenLine() });
    }
  }

  #push(text: string): void {
    if (this.#scanner !== undefined) {
      this.#scanner.push(this.#loneReturns ? text.replaceAll("\r", "\n") : text);
      return;
    }
    this.#sample += text;
    if (this.#sample.length >= SAMPLE) this.#start();
  }

  #start(): void {
    let text = this.#sample;
    this.#sample = "";
    this.#loneReturns = !text.includes("\n") && text.includes("\r");
    if (this.#loneReturns) text = text.replaceAll("\r", "\n");
    const declared = /^sep=(.)\r?\n/.exec(text);
    this.#skippedLines = declared === null ? 0 : 1;
    const delimiter = declared?.[1] ?? likelyDelimiter(text);
    this.#scanner = new CsvScanner(delimiter, (fields, line) => {
      if (fields.length > 1 || fields[0] !== "") this.#rows.push({ fields, line: line + this.#skippedLines });
    });
    this.#scanner.push(declared === null ? text : text.slice(declared[0].length));
  }

  #taken(): CsvRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }
}

/** The delimiter that appears most, outside quotes, in the first row that is not empty; a comma if none does. */
function likelyDelimiter(text: string): string {
  const counts = new Map<string, number>(DELIMITERS.map((delimiter) => [delimiter, 0]));
  let quoted = false;
  let seen = false;
  for (const char of text) {
    if (char === '"') quoted = !quoted;
    else if (char === "\n" && !quoted && seen) break;
    else if (!quoted) counts.set(char, (counts.get(char) ?? 0) + 1);
    seen ||= char !== "\n" && char !== "\r";
  }
  return DELIMITERS.reduce((best, next) => ((counts.get(next) ?? 0) > (counts.get(best) ?? 0) ? next : best));
}
