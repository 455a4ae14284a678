// From an answer to the page that counts it, in a conversation like the largest that are reported: how long somebody waits to see it
// there. The web and the worker are processes of their own.
import { setTimeout as sleep } from "node:timers/promises";
import { loadParticipants } from "#core/trace/index.ts";
import { loadAnswers, loadVoters } from "#modules/conversations/index.ts";
import { type OpenConversation, openConversation } from "#test/support/conversing.ts";
import { openProcess } from "#test/support/open-process.ts";
import { spawnProgram } from "#test/support/program.ts";
import { inventConversation, LARGEST_LIVE } from "./opinion-conversation.ts";
import { type Ground, middle, openGround, print, type Row } from "./votes-ground.ts";

const TIMES = 5;
const MOST_SECONDS = 5;
const CHUNK = 50_000;
const DAY = 86_400_000;
const POLL_MS = 50;
const PATIENCE_MS = 600_000;

export async function run(): Promise<Row[]> {
  const ground = await openGround();
  try {
    const process = await openProcess(ground, { slug: "rapidez", now: new Date() });
    const seeds = Array.from({ length: LARGEST_LIVE.statements }, (_, n) => `Hace falta arreglar la calle ${n + 1}`);
    const made = await openConversation(ground.db, ground.entity, { process, now: new Date(), seeds });
    const votes = await load(ground, made);
    const url = await ground.serve();
    const worker = await spawnProgram({ DATABASE_URL: ground.ownerUrl }, [], "worker");
    try {
      return await measure(`${url}/conversaciones/${made.conversation.slug}`, made, votes);
    } finally {
      await worker.end("SIGINT");
    }
  } finally {
    await ground.end();
  }
}

/** Puts the invented votes in the database. @returns how many. */
async function load({ db }: Ground, { conversation, process, statements }: OpenConversation): Promise<number> {
  const { participants, statements: what, values } = inventConversation(LARGEST_LIVE);
  const began = Date.now() - DAY;
  // Spread over half a day, so that nobody answers faster than one reads.
  const at = (vote: number): Date => new Date(began + ((Math.imul(vote, 2_654_435_761) >>> 0) / 2 ** 33) * DAY);
  const people = participants.reduce((most, one) => Math.max(most, one + 1), 0);
  const ids = await db.write(async (tx) => {
    const now = new Date(began);
    const keys = Array.from({ length: people }, (_, n) => Buffer.from(String(n).padStart(32, "0")));
    const made = await loadParticipants(
      tx,
      keys.map((key) => ({ processId: process.id, key, now })),
    );
    const [territory = ""] = conversation.territories;
    await loadVoters(
      tx,
      conversation.id,
      made.map((participantId) => ({ participantId, territory, at: now })),
    );
    return made;
  });
  for (let first = 0; first < values.length; first += CHUNK) {
    const some = Array.from({ length: Math.min(CHUNK, values.length - first) }, (_, n) => first + n);
    await db.write((tx) =>
      loadAnswers(
        tx,
        conversation.id,
        some.map((vote) => ({
          participantId: ids[participants[vote] ?? 0] ?? 0,
          statementId: statements[what[vote] ?? 0] ?? 0,
          value: values[vote] === 1 ? 1 : values[vote] === 0 ? 0 : -1,
          at: at(vote),
        })),
      ),
    );
  }
  return values.length;
}

/** Answers of newcomers, one after another, each until the page of results counts it. */
async function measure(base: string, { statements }: OpenConversation, votes: number): Promise<Row[]> {
  const first = await until(base, votes);
  const seconds: number[] = [];
  for (let n = 1; n <= TIMES; n += 1) {
    const answer = await fetch(`${base}/respuestas`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ answers: [{ statement: statements[n], value: 1 }] }),
    });
    if (answer.status !== 200) throw new Error(`An answer was refused with ${answer.status}`);
    seconds.push(await until(base, votes + n));
  }
  const { median, high } = middle(seconds);
  const of = `${LARGEST_LIVE.people} people, ${(votes / 1e6).toFixed(1)} million answers`;
  return [
    { name: `${of}: first result after a start of the worker`, value: first, unit: "s", target: "", met: true },
    {
      name: `${of}: from an answer to the page that counts it (median)`,
      value: median,
      unit: "s",
      target: `≤ ${MOST_SECONDS} s`,
      met: median <= MOST_SECONDS,
    },
    {
      name: "the same, the worst of them",
      value: high,
      unit: "s",
      target: `≤ ${MOST_SECONDS} s`,
      met: high <= MOST_SECONDS,
    },
  ];
}

/** Seconds until the page says that there are so many answers. */
async function until(base: string, answers: number): Promise<number> {
  const began = performance.now();
  const said = new Intl.NumberFormat("es-CO").format(answers);
  while (performance.now() - began < PATIENCE_MS) {
    const page = await (await fetch(`${base}/resultados`)).text();
    if (page.includes(`${said} respuestas`)) return (performance.now() - began) / 1000;
    await sleep(POLL_MS);
  }
  throw new Error(`The page never counted ${said} answers`);
}

if (import.meta.main) print(await run());
