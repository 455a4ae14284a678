// A thread that computes the largest live conversation again and again, for the measure of how long others wait.
import { parentPort } from "node:worker_threads";
import { opinionGroups } from "#analysis/opinion-groups/opinion-groups.ts";
import { inventConversation, LARGEST_LIVE } from "./opinion-conversation.ts";

const { people, statements } = LARGEST_LIVE;
const votes = inventConversation(LARGEST_LIVE);
parentPort?.postMessage("ready");
while (true) {
  opinionGroups({ votes, participants: people, statements });
  parentPort?.postMessage("computed");
  // Messages leave between two turns of its loop.
  await new Promise((resume) => setImmediate(resume));
}
