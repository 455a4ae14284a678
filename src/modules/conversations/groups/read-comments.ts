// What is known of each statement: its text, whether it was accepted, whether it asks about the person.
import { z } from "zod";
import { languageCode, t } from "#platform/i18n/i18n.ts";
import { readTable } from "#platform/tabular/read-table.ts";
import { hasControls } from "#platform/text/normalize-text.ts";
import { cellProblem, FileProblem, rowProblem, timeIn, wholeFile } from "./file-problem.ts";

export interface FileComment {
  id: string;
  text: string;
  /** 1 accepted, 0 not yet reviewed, −1 rejected. */
  moderated: -1 | 0 | 1;
  isMeta: boolean;
  /** Language in which it was written (BCP 47), where the file says it. */
  language?: string;
  /** Who wrote it, in the ids of the file. */
  author?: string;
  /** Milliseconds since 1970. */
  time?: number;
}

const ID = ["comment-id", "comment_id", "statement_id", "statement-id", "statement", "tid"];
const TEXT = ["comment-body", "text", "txt", "statement-text"];
const AUTHOR = ["author-id", "author_id"];
const META = ["is_meta", "is-meta"];
const LANGUAGE = ["lang", "language"];
const STATE = ["moderated", "mod"];
const MODERATED: Record<string, -1 | 0 | 1> = { "-1": -1, "0": 0, "1": 1, "": 1 };
const TRUTH: Record<string, boolean> = {
  true: true,
  "1": true,
  t: true,
  false: false,
  "0": false,
  f: false,
  "": false,
};

const jsonRows = z.array(z.record(z.string(), z.unknown()));

/** The statements of a `comments.csv` or a JSON array of objects, either within gzip. @throws FileProblem, TableProblem */
export async function readComments(path: string): Promise<FileComment[]> {
  const comments: FileComment[] = [];
  for await (const { values, row } of rowsOf(path)) {
    const [idColumn, id] = pick(values, ID);
    if (idColumn === undefined) throw new FileProblem(t("groups.file.noColumn", { file: path, name: ID[0] ?? "" }));
    if (id === "") throw cellProblem(path, row, idColumn, "empty");
    for (const names of [ID, TEXT, AUTHOR]) {
      const [column = "", cell] = pick(values, names);
      if (hasControls(cell)) throw cellProblem(path, row, column, "controls");
    }
    const moderated = MODERATED[pick(values, STATE)[1]];
    if (moderated === undefined) throw cellProblem(path, row, "moderated", "notModerated");
    const isMeta = TRUTH[pick(values, META)[1].toLowerCase()];
    if (isMeta === undefined) throw cellProblem(path, row, "is_meta", "notMeta");
    const time = timeIn(pick(values, ["timestamp"])[1], { path, line: row, column: "timestamp" });
    const author = pick(values, AUTHOR)[1];
    const language = languageCode(pick(values, LANGUAGE)[1]);
    comments.push({
      id,
      text: pick(values, TEXT)[1],
      moderated,
      isMeta,
      ...(language !== undefined && { language }),
      author: author === "" ? undefined : author,
      time,
    });
  }
  return comments;
}

function pick(values: Record<string, string>, names: readonly string[]): [string | undefined, string] {
  const name = names.find((one) => values[one] !== undefined);
  return [name, name === undefined ? "" : (values[name] ?? "").trim()];
}

async function* rowsOf(path: string): AsyncGenerator<{ values: Record<string, string>; row: number }> {
  const bytes = await wholeFile(path);
  if (
    /^\s*\[/.test(
      bytes
        .subarray(0, 64)
        .toString("latin1")
        .replace(/^\u00ef\u00bb\u00bf/, ""),
    )
  ) {
    for (const [index, one] of parse(bytes, path).entries()) {
      const values = Object.entries(one).map(([name, value]) => [name, value === null ? "" : String(value)] as const);
      yield { values: Object.fromEntries(values), row: index + 1 };
    }
    return;
  }
  for await (const { values, line, fault } of readTable(bytes)) {
    if (fault !== undefined) throw rowProblem(path, line, fault);
    yield { values, row: line };
  }
}

function parse(bytes: Buffer, file: string): Record<string, unknown>[] {
  try {
    return jsonRows.parse(JSON.parse(bytes.toString("utf8").replace(/^\uFEFF/, "")));
  } catch {
    throw new FileProblem(t("groups.file.badJson", { file }));
  }
}
