// Cuts CSV text into rows as it arrives. Ours and not a library because it has to do two things at once: keep the true
// starting line of each row when fields hold line breaks, and cost little enough for files of millions of ballots.
import { TableProblem } from "./table-problem.ts";

/** Receives a row: its fields as written, and the line of the file where it starts, from 1. */
export type RowListener = (fields: string[], line: number) => void;

/** A quoted field longer than this is a quote that someone forgot to close. */
const LONGEST_ROW = 1_000_000;

/**
 * Push text in pieces of any size, then call `end`. Rows come out in order and synchronously.
 *
 * Reads what spreadsheets and people write: LF or CRLF, quoted fields with doubled quotes and line breaks, a last line without a line
 * break. A quote in the middle of a bare field is a character like any other, and text after a closing quote is kept.
 * @throws TableProblem `unclosed-quote`, with the line where the quote opens.
 */
export class CsvScanner {
  readonly #delimiter: string;
  readonly #onRow: RowListener;
  #rest = "";
  #line = 1;

  constructor(delimiter: string, onRow: RowListener) {
    this.#delimiter = delimiter;
    this.#onRow = onRow;
  }

  /** The line of the file where the text not yet pushed begins. */
  get line(): number {
    return this.#line + countLines(this.#rest, 0, this.#rest.length);
  }

  push(text: string): void {
    const buffer = this.#rest === "" ? text : this.#rest + text;
    let start = 0;
    let quote = buffer.indexOf('"');
    while (start < buffer.length) {
      const newline = buffer.indexOf("\n", start);
      if (newline === -1) break;
      if (quote !== -1 && quote < start) quote = buffer.indexOf('"', start);
      if (quote === -1 || quote > newline) {
        const end = buffer.charCodeAt(newline - 1) === 13 && newline > start ? newline - 1 : newline;
        this.#onRow(buffer.slice(start, end).split(this.#delimiter), this.#line);
        this.#line += 1;
        start = newline + 1;
        continue;
      }
      const next = this.#quotedRow(buffer, start);
      if (next === -1) break;
      start = next;
    }
    this.#rest = buffer.slice(start);
    if (this.#rest.length > LONGEST_ROW) throw new TableProblem("unclosed-quote", { line: this.#line });
  }

  /** Reads the last row, if the file does not end in a line break. */
  end(): void {
    if (this.#rest === "") return;
    this.push("\n");
    if (this.#rest !== "") throw new TableProblem("unclosed-quote", { line: this.#line });
  }

  /** Reads one row that has quotes. Answers where the next one starts, or −1 when this one is not yet complete. */
  #quotedRow(buffer: string, start: number): number {
    const fields: string[] = [];
    let field = "";
    let lines = 1;
    let at = start;
    let bareFrom = start;
    let fresh = true;
    while (at < buffer.length) {
      const char = buffer.charAt(at);
      if (char === '"' && fresh) {
        const quoted = readQuoted(buffer, at);
        if (quoted === undefined) return -1;
        field = quoted.text;
        lines += countLines(buffer, at, quoted.end);
        at = quoted.end;
        bareFrom = at;
        fresh = false;
      } else if (char === this.#delimiter) {
        fields.push(field);
        field = "";
        fresh = true;
        at += 1;
      } else if (char === "\n") {
        // A return before the line feed belongs to it, unless quotes say that it is text.
        fields.push(at > bareFrom && field.endsWith("\r") ? field.slice(0, -1) : field);
        this.#onRow(fields, this.#line);
        this.#line += lines;
        return at + 1;
      } else {
        field += char;
        fresh = false;
        at += 1;
      }
    }
    return -1;
  }
}

/** The field whose quote opens at `open`, and where the text goes on; nothing if its end has not arrived. */
function readQuoted(buffer: string, open: number): { text: string; end: number } | undefined {
  let from = open + 1;
  let text = "";
  while (true) {
    const close = buffer.indexOf('"', from);
    // The character after a quote says whether it closes: without it we cannot know yet.
    if (close === -1 || close + 1 >= buffer.length) return undefined;
    text += buffer.slice(from, close);
    if (buffer.charAt(close + 1) !== '"') return { text, end: close + 1 };
    text += '"';
    from = close + 2;
  }
}

function countLines(buffer: string, from: number, to: number): number {
  let count = 0;
  for (let at = buffer.indexOf("\n", from); at !== -1 && at < to; at = buffer.indexOf("\n", at + 1)) count += 1;
  return count;
}
