// `sigesi groups`: the groups of opinion of a conversation, from its files and with no database. It is the tool of whoever does not
// believe the web: with --json it prints the bytes that the web publishes.
import { parseArgs } from "node:util";
import type { NamedVotes } from "#analysis/opinion-groups/names.ts";
import { opinionGroups } from "#analysis/opinion-groups/opinion-groups.ts";
import { resultText } from "#analysis/opinion-groups/result-text.ts";
import type { OpinionGroups } from "#analysis/opinion-groups/types.ts";
import { formatNumber, t } from "#platform/i18n/i18n.ts";
import type { Command, CommandIo } from "#platform/module.ts";
import { FileProblem, sentenceOf } from "./file-problem.ts";
import { type FileComment, readComments } from "./read-comments.ts";
import { type Labels, readLabels } from "./read-labels.ts";
import { collectVotes } from "./read-votes.ts";

const USAGE =
  "groups (--votes VOTES.csv | --matrix PARTICIPANTS-VOTES.csv) [--comments COMMENTS.csv|.json] [--labels LABELS.json] [--k K] [--json] [--timings]";

export const groupsCommand: Command = {
  name: "groups",
  usage: USAGE,
  summary: t("groups.summary"),
  run: runGroups,
};

interface Asked {
  file: { path: string; kind: "votes" | "matrix" };
  comments?: string;
  labels?: string;
  groups?: number;
  json: boolean;
  timings: boolean;
}

async function runGroups(args: readonly string[], io: CommandIo): Promise<number> {
  try {
    const asked = readArguments(args);
    const clock = stopwatch(asked.timings ? io.stderr : () => undefined);
    const named = await collectVotes(asked.file);
    const comments = asked.comments === undefined ? [] : await readComments(asked.comments);
    const labels = asked.labels === undefined ? undefined : await readLabels(asked.labels, named.participants);
    clock("read");
    const result = compute(named, { comments, labels, groups: asked.groups }, clock);
    const names = { ...named, groups: labels?.names };
    io.stdout(asked.json ? resultText(result, names) : summary(result));
    return 0;
  } catch (error) {
    io.stderr(`${sentenceOf(error)}\n`);
    return 1;
  }
}

function readArguments(args: readonly string[]): Asked {
  const { votes, matrix, comments, labels, k, json, timings } = parsed(args);
  const path = votes ?? matrix;
  if (path === undefined || (votes !== undefined && matrix !== undefined)) throw wrongUse();
  if (k !== undefined && !/^[1-9]\d{0,8}$/.test(k)) throw new FileProblem(t("groups.badK"));
  return {
    file: { path, kind: votes === undefined ? "matrix" : "votes" },
    comments,
    labels,
    groups: k === undefined ? undefined : Number(k),
    json,
    timings,
  };
}

function parsed(args: readonly string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const options = { votes: text, matrix: text, comments: text, labels: text, k: text, json: flag, timings: flag };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch {
    throw wrongUse();
  }
}

function wrongUse(): FileProblem {
  return new FileProblem(t("cli.usage", { usage: USAGE }));
}

/** Writes how long each part took, in milliseconds. */
function stopwatch(write: (line: string) => void): (part: string) => void {
  const began = performance.now();
  let before = began;
  return (part) => {
    const now = performance.now();
    write(`${part}: ${(now - before).toFixed(0)} ms (${(now - began).toFixed(0)} ms)\n`);
    before = now;
  };
}

interface Given {
  comments: readonly FileComment[];
  labels: Labels | undefined;
  groups: number | undefined;
}

function compute(
  named: NamedVotes,
  { comments, labels, groups }: Given,
  progress: (part: string) => void,
): OpinionGroups {
  const known = new Map(comments.map((comment) => [comment.id, comment]));
  return opinionGroups(
    {
      votes: named.votes,
      participants: named.participants.length,
      statements: named.statements.length,
      moderated: Int8Array.from(named.statements, (id) => known.get(id)?.moderated ?? 1),
      meta: Uint8Array.from(named.statements, (id) => (known.get(id)?.isMeta === true ? 1 : 0)),
      labels: labels?.groupOf,
      groups,
    },
    progress,
  );
}

function summary(result: OpinionGroups): string {
  const sizes = Array.from(
    { length: result.groups },
    (_, group) => result.groupOf.filter((one) => one === group).length,
  );
  return `${t("groups.counts", {
    people: result.rows.length,
    statements: result.columns.length,
    votes: result.votes,
    groups: result.groups,
    sizes: sizes.map((size) => formatNumber(size)).join(", "),
  })}\n`;
}
