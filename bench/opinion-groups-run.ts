// One measure, in a process of its own so that its memory is its own: `node … SIZE`, with a size as JSON. Times are those of
// the one thread that computes, so that other work on the machine does not count.
import { opinionGroups } from "#analysis/opinion-groups/opinion-groups.ts";
import type { VoteColumns } from "#analysis/opinion-groups/types.ts";
import { type ConversationSize, inventConversation } from "./opinion-conversation.ts";

const NEW_VOTES = 1000;

const size: ConversationSize = JSON.parse(process.argv[2] ?? "");
const all = inventConversation(size);
const before = firstVotes(all, all.values.length - NEW_VOTES);
const coldMs = timed(before);
const againMs = timed(all);
process.stdout.write(JSON.stringify({ coldMs, againMs, peakMb: process.resourceUsage().maxRSS / 1024 }));

function timed(votes: VoteColumns): number {
  const began = process.threadCpuUsage();
  opinionGroups({ votes, participants: size.people, statements: size.statements });
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / 1000;
}

function firstVotes({ participants, statements, values, times }: VoteColumns, count: number): VoteColumns {
  return {
    participants: participants.subarray(0, count),
    statements: statements.subarray(0, count),
    values: values.subarray(0, count),
    times: times?.subarray(0, count),
  };
}
