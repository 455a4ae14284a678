// What people say in a room, written down while they say it: credited to the meeting, and to who keeps the stub of a slip.

import { coverPersonal } from "#core/moderation/index.ts";
import type { Authority } from "#core/people/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { findGivenCodes, giveReceipts, link, participantKey, sealWords } from "#core/trace/index.ts";
import { findSlip, hasBegun, holdMeeting, type Meeting, meetingTags, type Slip } from "#modules/meetings/index.ts";
import { findPhase, getProcess, type Process, requirePhase } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import type { MessageKey } from "#platform/i18n/i18n.ts";
import { recordAll } from "#platform/ledger/ledger.ts";
import { digest, plainCode } from "#platform/secrets/secrets.ts";
import { countGraphemes } from "#platform/text/graphemes.ts";
import { insertDemands, type NewDemand } from "../insert-demands.sql.ts";
import { findByKey, readLine, shortKeys } from "./typed-line.ts";

export const MIN_LETTERS = 5;
export const MAX_LETTERS = 600;

export interface Writer {
  authority: Authority;
  entity: Entity;
  now: Date;
}

/** A line with the random word that tells a line sent twice from one said twice. */
export interface Line {
  key: string;
  line: string;
}

/** What became of a line: its need, or what is wrong with it. */
export type Written = { key: string; id: number } | { key: string; problem: MessageKey; parameters: { word: string } };

interface ReadNeed {
  key: string;
  demand: NewDemand;
  slip: Slip | undefined;
}

/**
 * Writes lines of a meeting, each on its own: one that cannot be read holds up no other. A line that was written before
 * gives the need that it made then.
 * @throws 409 where nothing may be written: before it begins, after its minutes, when the process no longer gathers.
 */
export async function writeLines(
  tx: WriteTx,
  who: Writer,
  meetingId: number,
  lines: readonly Line[],
): Promise<Written[]> {
  const meeting = await holdMeeting(tx, meetingId);
  const process = await getProcess(tx, meeting.processId);
  requireWriting(who, meeting, process);
  const known = await findKnown(tx, process.id, meetingId, lines);
  const results = new Map<string, Written>([...known].map(([key, id]) => [key, { key, id }]));
  const needs: ReadNeed[] = [];
  const slips = new Set<number>();
  for (const line of lines) {
    if (results.has(line.key)) continue;
    const read = await readNeed(tx, who, meeting, line, slips);
    if ("problem" in read) results.set(line.key, read);
    else {
      needs.push(read);
      if (read.slip !== undefined) slips.add(read.slip.number);
      // A key is held from here on: the same line twice in one batch is one.
      results.set(line.key, { key: line.key, id: 0 });
    }
  }
  const ids = await saveNeeds(tx, who, { meeting, process }, needs);
  for (const [index, { key }] of needs.entries()) results.set(key, { key, id: ids[index] ?? 0 });
  return lines.flatMap(({ key }) => results.get(key) ?? []);
}

/** When the room said it: while it was in session. */
function heardAt({ startsAt, endsAt }: Meeting, now: Date): Date {
  return now < startsAt ? startsAt : now > endsAt ? endsAt : now;
}

/** @throws 403 and 409: who may write, and whether the meeting and the process still take needs. */
export function requireWriting(who: Writer, meeting: Meeting, process: Process): void {
  who.authority.require("demands.capture", { territory: meeting.territory });
  if (meeting.state === "cancelled" || meeting.state === "published") {
    throw new Problem(409, `meetings.refused.${meeting.state}`);
  }
  if (!hasBegun(meeting, who.now)) throw new Problem(409, "demands.meeting.notYet");
  // What was said in time may be typed afterwards, until it is put to the vote.
  const vote = findPhase(process, meeting.territory, "vote");
  if (vote !== undefined && who.now >= vote.opensAt) throw new Problem(409, "demands.meeting.tooLate");
  requirePhase(process, meeting.territory, "gather", heardAt(meeting, who.now));
}

const importKey = (meetingId: number, key: string): Buffer => digest(`meeting ${meetingId} ${key}`);

async function findKnown(
  tx: WriteTx,
  processId: number,
  meetingId: number,
  lines: readonly Line[],
): Promise<Map<string, number>> {
  if (lines.length === 0) return new Map();
  const keys = new Map(lines.map(({ key }) => [importKey(meetingId, key).toString("hex"), key]));
  const rows = await tx
    .selectFrom("demands")
    .select(["id", "import_key"])
    .where("process_id", "=", processId)
    .where(
      "import_key",
      "in",
      [...keys.keys()].map((hex) => Buffer.from(hex, "hex")),
    )
    .execute();
  return new Map(rows.map(({ id, import_key }) => [keys.get(import_key?.toString("hex") ?? "") ?? "", id]));
}

async function readNeed(
  tx: WriteTx,
  who: Writer,
  meeting: Meeting,
  { key, line }: Line,
  taken: ReadonlySet<number>,
): Promise<ReadNeed | Extract<Written, { problem: MessageKey }>> {
  const typed = readLine(line);
  const wrong = (problem: MessageKey, word = "") => ({ key, problem, parameters: { word } });
  const letters = countGraphemes(typed.text);
  if (letters < MIN_LETTERS) return wrong("demands.meeting.short");
  if (letters > MAX_LETTERS || typed.text.length > 4 * MAX_LETTERS) return wrong("demands.meeting.long");
  if (typed.text.includes("\uFFFD")) return wrong("demands.say.broken");
  const codes = readCodes(who.entity, typed);
  if ("unknown" in codes) return wrong(codes.problem, codes.unknown);
  let slip: Slip | undefined;
  if (typed.slip !== undefined) {
    const found = await findSlip(tx, meeting.id, typed.slip);
    if (found === undefined) return wrong("demands.meeting.slip.unknown", typed.slip);
    if (found === "foreign") return wrong("demands.meeting.slip.foreign", typed.slip);
    const used = taken.has(found.number) || (await findGivenCodes(tx, [found.code])).size > 0;
    if (used) return wrong("demands.meeting.slip.used", String(found.number));
    slip = found;
  }
  const demand: NewDemand = {
    processId: meeting.processId,
    territory: meeting.territory,
    sub: meeting.sub ?? undefined,
    // Who types has no author beside them to ask: what says who somebody is never becomes public.
    text: coverPersonal(typed.text, who.entity.jurisdiction),
    channel: slip === undefined ? "meeting" : "paper",
    ...codes,
    importKey: importKey(meeting.id, key),
    saidAt: heardAt(meeting, who.now),
  };
  return { key, demand, slip };
}

type Codes = { sector: string | undefined; groups: string[] };

/** The codes of what was typed after the marks; the first that is not known, if any. */
export function readCodes(
  entity: Entity,
  typed: { sector?: string; groups: readonly string[] },
): Codes | { unknown: string; problem: MessageKey } {
  const sectors = entity.sectors();
  const population = entity.populationGroups();
  const sector = typed.sector === undefined ? undefined : findByKey(sectors, shortKeys(sectors), typed.sector);
  if (typed.sector !== undefined && sector === undefined) {
    return { unknown: typed.sector, problem: "demands.meeting.noSector" };
  }
  const keys = shortKeys(population);
  const groups: string[] = [];
  for (const word of typed.groups) {
    const code = findByKey(population, keys, word);
    if (code === undefined) return { unknown: word, problem: "demands.meeting.noGroup" };
    if (!groups.includes(code)) groups.push(code);
  }
  return { sector, groups };
}

async function saveNeeds(
  tx: WriteTx,
  who: Writer,
  { meeting, process }: { meeting: Meeting; process: Process },
  needs: readonly ReadNeed[],
): Promise<number[]> {
  if (needs.length === 0) return [];
  const { now } = who;
  const ids = await insertDemands(
    tx,
    needs.map(({ demand }) => demand),
    now,
  );
  const by = who.authority.actor.accountId;
  for (const id of ids) await link(tx, { from: meeting.id, to: id, relation: "heard", by, now });
  await giveReceipts(
    tx,
    needs.flatMap(({ slip, demand }, index) =>
      slip === undefined
        ? []
        : [
            {
              processId: process.id,
              // Whoever keeps the stub is nobody else that the process knows.
              key: participantKey(process.participantKey, digest(plainCode(slip.code))),
              thingId: ids[index] ?? 0,
              act: "said" as const,
              code: slip.code,
              now: demand.saidAt,
            },
          ],
    ),
  );
  const words = await sealWords(
    tx,
    needs.map(({ demand }, index) => ({ thingId: ids[index] ?? 0, text: demand.text })),
  );
  await recordAll(
    tx,
    needs.map((_, index) => ({
      kind: "need",
      process: process.slug,
      at: now,
      content: { id: ids[index] ?? 0, territory: meeting.territory, words: words[index], meeting: meeting.id },
    })),
  );
  await touch(tx, [...meetingTags(meeting), `demands:${process.id}:${meeting.territory}`]);
  return ids;
}
