// A conversation as it comes in a folder of files of Polis: everything is read and checked before anything is written.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { z } from "zod";
import { compareIds, isWhole } from "#analysis/opinion-groups/names.ts";
import { t } from "#platform/i18n/i18n.ts";
import { openBytes } from "#platform/tabular/bytes.ts";
import { csvBatches } from "#platform/tabular/csv-rows.ts";
import { hasControls } from "#platform/text/normalize-text.ts";
import { cellProblem, FileProblem, wholeFile } from "../groups/file-problem.ts";
import { type FileComment, readComments } from "../groups/read-comments.ts";
import { type FileVote, readMatrix, readVotes } from "../groups/read-votes.ts";

const LONGEST_TEXT = 2000;
const MOST_PEOPLE = 100_000;
const MOST_STATEMENTS = 10_000;
/** All of them are in memory until they are written; the largest conversation of Polis has two million. */
const MOST_ROWS = 5_000_000;

export interface FolderConversation {
  title: string;
  intro: string;
  /** Of all the files together. */
  digest: Buffer;
  comments: readonly (FileComment & { number: number })[];
  /** Latest vote of each person on each statement, by person: ascending ids. */
  people: readonly { id: string; number: number; votes: readonly FileVote[] }[];
  /** Of the first and the last vote; undefined where the files do not say. */
  from: number | undefined;
  until: number | undefined;
}

/** @throws FileProblem, TableProblem with the first thing that is wrong, and its row. */
export async function readFolder(folder: string): Promise<FolderConversation> {
  const votesFile = findFile(folder, ["votes.csv"]);
  const votesPath = votesFile ?? findFile(folder, ["participants-votes.csv"]);
  const commentsPath = findFile(folder, ["comments.csv", "comments.json"]);
  if (votesPath === undefined || commentsPath === undefined)
    throw new FileProblem(t("groups.import.noFiles", { folder }));
  const comments = numbered(await readComments(commentsPath), commentsPath);
  const votes = await latestVotes(votesPath, votesFile === undefined ? readMatrix : readVotes, comments);
  const people = [...votes].sort(([a], [b]) => compareIds(a, b));
  const numbers = people.every(([id]) => isWhole(id) && Number(id) >= 0 && Number(id) < 2 ** 31);
  const times = people.flatMap(([, given]) => [...given.values()].flatMap(({ time }) => time ?? []));
  return {
    ...(await aboutOf(folder)),
    digest: await digestOf([votesPath, commentsPath]),
    comments,
    people: people.map(([id, given], index) => ({
      id,
      number: numbers ? Number(id) : index,
      votes: [...given.values()],
    })),
    from: times.reduce<number | undefined>((least, time) => Math.min(least ?? time, time), undefined),
    until: times.reduce<number | undefined>((most, time) => Math.max(most ?? time, time), undefined),
  };
}

function findFile(folder: string, names: readonly string[]): string | undefined {
  return names
    .flatMap((name) => [name, `${name}.gz`])
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
}

function numbered(comments: readonly FileComment[], path: string): (FileComment & { number: number })[] {
  if (comments.length > MOST_STATEMENTS)
    throw new FileProblem(t("groups.import.tooManyStatements", { most: MOST_STATEMENTS }));
  const seen = new Set<string>();
  return comments.map((comment, index) => {
    const row = index + 2;
    if (!isWhole(comment.id) || Number(comment.id) < 0 || Number(comment.id) >= 2 ** 31)
      throw cellProblem(path, row, "comment-id", "notNumber");
    if (seen.has(comment.id)) throw cellProblem(path, row, "comment-id", "repeated");
    seen.add(comment.id);
    const letters = [...comment.text].length;
    if (letters > LONGEST_TEXT) throw cellProblem(path, row, "comment-body", "long");
    return { ...comment, number: Number(comment.id) };
  });
}

/** Person → statement → their latest vote: the greatest time, and among equals the later row. */
async function latestVotes(
  path: string,
  read: typeof readVotes,
  comments: readonly FileComment[],
): Promise<Map<string, Map<string, FileVote>>> {
  const known = new Set(comments.map(({ id }) => id));
  const people = new Map<string, Map<string, FileVote>>();
  let count = 0;
  await read(path, (vote, row) => {
    count += 1;
    if (count > MOST_ROWS) throw new FileProblem(t("groups.import.tooManyVotes", { row, most: MOST_ROWS }));
    if (!known.has(vote.statement)) throw cellProblem(path, row, "comment-id", "notStatement");
    const mine = people.get(vote.participant) ?? new Map<string, FileVote>();
    people.set(vote.participant, mine);
    if (people.size > MOST_PEOPLE) throw new FileProblem(t("groups.import.tooManyPeople", { row, most: MOST_PEOPLE }));
    const before = mine.get(vote.statement);
    if (before === undefined || (vote.time ?? Number.NEGATIVE_INFINITY) >= (before.time ?? Number.NEGATIVE_INFINITY))
      mine.set(vote.statement, vote);
  });
  return people;
}

const conversationSchema = z.object({ topic: z.string().nullish(), description: z.string().nullish() });

/** Title and purpose, from `summary.csv` or `conversation.json`; the name of the folder where there is neither. */
async function aboutOf(folder: string): Promise<{ title: string; intro: string }> {
  const found = { topic: "", description: "" };
  const summary = findFile(folder, ["summary.csv"]);
  if (summary !== undefined) {
    for await (const rows of csvBatches(summary)) {
      for (const { fields, line } of rows) {
        const [name = "", value = ""] = fields;
        if (hasControls(value)) throw cellProblem(summary, line, name, "controls");
        if (name.trim() === "topic") found.topic = value;
        if (name.trim() === "conversation-description") found.description = value;
      }
    }
  }
  const about = findFile(folder, ["conversation.json"]);
  if (about !== undefined) Object.assign(found, await readAbout(about));
  const title = found.topic.trim() || basename(resolve(folder));
  return {
    title:
      title.length < 5 ? `${title} (${basename(resolve(folder))})`.padEnd(5, ".") : [...title].slice(0, 160).join(""),
    intro: [...found.description.trim()].slice(0, 2000).join(""),
  };
}

/** @throws FileProblem when it is no object, or does not say its title and purpose in plain words. */
async function readAbout(path: string): Promise<{ topic: string; description: string }> {
  const text = (await wholeFile(path)).toString("utf8").replace(/^\uFEFF/, "");
  const read = conversationSchema.safeParse(parsed(text));
  if (!read.success) {
    const [name] = read.error.issues[0]?.path ?? [];
    if (name === undefined) throw new FileProblem(t("groups.import.badAbout", { file: path }));
    throw cellProblem(path, 1, String(name), "notText");
  }
  const { topic, description } = read.data;
  for (const [name, value] of Object.entries({ topic, description }))
    if (hasControls(value ?? "")) throw cellProblem(path, 1, name, "controls");
  return { topic: topic ?? "", description: description ?? "" };
}

/** What a text says in JSON; undefined where it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function digestOf(paths: readonly string[]): Promise<Buffer> {
  const hash = createHash("sha256");
  for (const path of paths) for await (const piece of openBytes(path)) hash.update(piece);
  return hash.digest();
}
