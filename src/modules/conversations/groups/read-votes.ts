// Votes from the files that Polis and its users export: one row a vote, or one row a person with a column a statement.
import { isWhole, type NamedVotes, VoteCollector } from "#analysis/opinion-groups/names.ts";
import { t } from "#platform/i18n/i18n.ts";
import { type CsvRow, csvBatches } from "#platform/tabular/csv-rows.ts";
import { TableProblem } from "#platform/tabular/table-problem.ts";
import { hasControls } from "#platform/text/normalize-text.ts";
import { type Cell, cellProblem, FileProblem, timeIn } from "./file-problem.ts";

/** Names under which each column is known. */
const PERSON = ["voter-id", "voter_id", "participant", "participant_id", "participant-id"];
const STATEMENT = ["comment-id", "comment_id", "statement", "statement_id", "statement-id"];
const VOTE = ["vote"];
const TIME = ["timestamp", "modified"];

/** A file with more votes than this is not of a conversation that this program can hold. */
export const MOST_VOTES = 50_000_000;

/** Takes a vote of a file, with the row where it stands. */
export type VoteListener = (vote: FileVote, row: number) => void;

export interface FileVote {
  participant: string;
  statement: string;
  value: -1 | 0 | 1;
  /** Milliseconds since 1970; undefined where the file does not say. */
  time?: number;
}

/** The votes of a file, either kind. @throws FileProblem, TableProblem */
export async function collectVotes(file: { path: string; kind: "votes" | "matrix" }): Promise<NamedVotes> {
  const collector = new VoteCollector();
  const read = file.kind === "votes" ? readVotes : readMatrix;
  await read(file.path, ({ participant, statement, value, time }) => {
    if (collector.size >= MOST_VOTES) throw new FileProblem(t("groups.file.tooManyVotes", { most: MOST_VOTES }));
    collector.add(participant, statement, value, time);
  });
  return collector.finish();
}

/**
 * Rows of `voter-id, comment-id, vote[, timestamp]` or `participant[_id], statement[_id], vote[, modified]`, columns in any
 * order, others ignored; CSV as people have it, within gzip or not.
 */
export async function readVotes(path: string, listener: VoteListener): Promise<void> {
  await eachRow(path, (header) => {
    const person = columnOf(header, PERSON, path);
    const statement = columnOf(header, STATEMENT, path);
    const vote = columnOf(header, VOTE, path);
    const time = header.findIndex((name) => TIME.includes(name));
    return ({ fields, line }) => {
      const participant = idAt(fields, person, { path, line, header });
      listener(
        {
          participant,
          statement: idAt(fields, statement, { path, line, header }),
          value: voteOf(fields[vote], { path, line, column: header[vote] ?? "" }),
          time: time === -1 ? undefined : timeIn(fields[time] ?? "", { path, line, column: header[time] ?? "" }),
        },
        line,
      );
    };
  });
}

/** Rows of `participant, …, 0, 1, 2, …`: columns named by a whole number are statements, an empty cell is no vote. */
export async function readMatrix(path: string, listener: VoteListener): Promise<void> {
  await eachRow(path, (header) => {
    const person = columnOf(header, PERSON, path);
    const statements = [...header.entries()].filter(([, name]) => isWhole(name));
    return ({ fields, line }) => {
      const participant = idAt(fields, person, { path, line, header });
      if (fields.length < header.length) throw cellProblem(path, line, header[fields.length] ?? "", "short");
      for (const [index, statement] of statements) {
        const cell = fields[index]?.trim() ?? "";
        if (cell === "") continue;
        listener({ participant, statement, value: voteOf(cell, { path, line, column: statement }) }, line);
      }
    };
  });
}

async function eachRow(path: string, start: (header: string[]) => (row: CsvRow) => void): Promise<void> {
  let header: string[] = [];
  let take: ((row: CsvRow) => void) | undefined;
  for await (const rows of csvBatches(path)) {
    for (const row of rows) {
      if (take === undefined) {
        header = row.fields.map((name) => name.trim().toLowerCase());
        refuseRepeated(header, row.line);
        take = start(header);
      } else if (isHeader(row.fields, header)) throw new TableProblem("two-headers", { line: row.line });
      else take(row);
    }
  }
  if (take === undefined) throw new FileProblem(t("groups.file.noHeader", { file: path }));
}

/** @throws TableProblem `repeated-header`: nobody knows which of two columns with one name holds what was voted. */
function refuseRepeated(header: readonly string[], line: number): void {
  for (const [index, name] of header.entries())
    if (name !== "" && header.indexOf(name) < index)
      throw new TableProblem("repeated-header", { line, column: index + 1, name });
}

/** Whether a row is the header once more, as where two files were put one after the other. */
function isHeader(fields: readonly string[], header: readonly string[]): boolean {
  if (fields[0]?.trim().toLowerCase() !== header[0]) return false;
  return fields.length === header.length && fields.every((field, at) => field.trim().toLowerCase() === header[at]);
}

function columnOf(header: readonly string[], names: readonly string[], file: string): number {
  const found = header.findIndex((name) => names.includes(name));
  if (found === -1) throw new FileProblem(t("groups.file.noColumn", { file, name: names[0] ?? "" }));
  return found;
}

interface Where {
  path: string;
  line: number;
  header: readonly string[];
}

function idAt(fields: readonly string[], index: number, { path, line, header }: Where): string {
  const id = fields[index]?.trim();
  if (id === undefined || id === "")
    throw cellProblem(path, line, header[index] ?? "", id === undefined ? "short" : "empty");
  if (hasControls(id)) throw cellProblem(path, line, header[index] ?? "", "controls");
  return id;
}

function voteOf(text: string | undefined, { path, line, column }: Cell) {
  switch (text?.trim()) {
    case "1":
      return 1;
    case "-1":
      return -1;
    case "0":
      return 0;
    default:
      throw cellProblem(path, line, column, text === undefined ? "short" : "notVote");
  }
}
