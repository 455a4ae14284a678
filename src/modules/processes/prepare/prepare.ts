import { randomBytes } from "node:crypto";
import type { Authority } from "#core/people/index.ts";
import { type Entity, slugify } from "#core/territory/index.ts";
import { addHistory, createThing, setVisibility } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import type { CyclePhase, Level, Phase, PhaseDates, Process, Verification } from "../process.ts";

export interface ProcessText {
  title: string;
  purpose: string;
  level: Level;
  cyclePhase: CyclePhase;
  choices: number;
  winners: number;
  verification: Verification;
  rules: string;
  territories: readonly string[];
}

export interface ProcessDraft extends ProcessText {
  phases: readonly PhaseDates[];
}

interface Who {
  authority: Authority;
  entity: Entity;
  now: Date;
}

/** Writes a draft that only staff see, with the same dates in every territory and in the whole entity. */
export async function createProcess(tx: WriteTx, who: Who, draft: ProcessDraft): Promise<{ id: number; slug: string }> {
  who.authority.requireWhole("processes.prepare");
  const slug = slugify(draft.title).slice(0, 80).replace(/-+$/, "");
  const taken = await tx.selectFrom("processes").select("id").where("slug", "=", slug).executeTakeFirst();
  if (slug === "" || taken !== undefined) throw new Problem(409, "processes.prepare.title.taken", { field: "title" });
  const id = await createThing(tx, { kind: "process", visibility: "staff", now: who.now });
  await tx
    .insertInto("processes")
    .values({
      id,
      slug,
      title: draft.title,
      purpose: draft.purpose,
      level: draft.level,
      cycle_phase: draft.cyclePhase,
      state: "draft",
      choices: draft.choices,
      winners: draft.winners,
      verification: draft.verification,
      rules: draft.rules,
      lot_seed: randomBytes(16).toString("hex"),
      participant_key: randomBytes(32),
      created_by: who.authority.actor.accountId ?? null,
      published_at: null,
      closed_at: null,
    })
    .execute();
  const codes = [who.entity.root.code, ...draft.territories];
  await setPhases(tx, id, codes, draft.phases);
  await addHistory(tx, {
    thingId: id,
    event: "processes.created",
    public: false,
    by: who.authority.actor.accountId,
    now: who.now,
  });
  return { id, slug };
}

/** Rewrites a draft. A territory that enters takes the dates of the whole entity; one that leaves loses its own. */
export async function editDraft(tx: WriteTx, who: Who, process: Process, text: ProcessText): Promise<void> {
  who.authority.requireWhole("processes.prepare");
  const changed = await tx
    .updateTable("processes")
    .set({
      title: text.title,
      purpose: text.purpose,
      level: text.level,
      cycle_phase: text.cyclePhase,
      choices: text.choices,
      winners: text.winners,
      verification: text.verification,
      rules: text.rules,
    })
    .where("id", "=", process.id)
    .where("state", "=", "draft")
    .returning("id")
    .executeTakeFirst();
  if (changed === undefined) throw new Problem(409, "processes.prepare.alreadyPublished");
  const root = who.entity.root.code;
  const wanted = new Set([root, ...text.territories]);
  const gone = [...process.phases.keys()].filter((code) => !wanted.has(code));
  if (gone.length > 0) {
    await tx
      .deleteFrom("process_phases")
      .where("process_id", "=", process.id)
      .where("territory_code", "in", gone)
      .execute();
  }
  const fresh = [...wanted].filter((code) => !process.phases.has(code));
  if (fresh.length > 0) await setPhases(tx, process.id, fresh, process.phases.get(root) ?? []);
  await addHistory(tx, {
    thingId: process.id,
    event: "processes.edited",
    data: { ...text },
    public: false,
    by: who.authority.actor.accountId,
    now: who.now,
  });
}

/** Replaces the dates of some territories of a process. */
export async function setPhases(
  tx: WriteTx,
  processId: number,
  territories: readonly string[],
  phases: readonly PhaseDates[],
): Promise<void> {
  await tx
    .insertInto("process_phases")
    .values(
      territories.flatMap((territory) =>
        phases.map((dates) => ({
          process_id: processId,
          territory_code: territory,
          phase: dates.phase,
          opens_at: dates.opensAt,
          closes_at: dates.closesAt,
        })),
      ),
    )
    .onConflict((conflict) =>
      conflict.columns(["process_id", "territory_code", "phase"]).doUpdateSet((set) => ({
        opens_at: set.ref("excluded.opens_at"),
        closes_at: set.ref("excluded.closes_at"),
      })),
    )
    .execute();
}

/** Moves the dates of one territory; of a published process, in public and with a reason. */
export async function changeDates(
  tx: WriteTx,
  who: { authority: Authority; now: Date },
  process: Process,
  change: { territory: string; phases: readonly PhaseDates[]; reason: string },
): Promise<void> {
  who.authority.require("processes.prepare", { territory: change.territory });
  if (process.state === "closed") throw new Problem(409, "processes.prepare.alreadyClosed");
  const { territory, reason } = change;
  const before = process.phases.get(territory) ?? [];
  // The form shows minutes: what nobody moved keeps its seconds.
  const after = change.phases.map((phase) => before.find((one) => sameMinutes(one, phase)) ?? phase);
  const draft = process.state === "draft";
  if (!draft) refuseLate(before, after, who.now);
  await setPhases(tx, process.id, [territory], after);
  await addHistory(tx, {
    thingId: process.id,
    event: "processes.dates-changed",
    data: { territory, before, after, reason },
    public: !draft,
    by: who.authority.actor.accountId,
    now: who.now,
  });
  if (!draft) {
    await record(tx, {
      kind: "process-dates-changed",
      process: process.slug,
      at: who.now,
      content: { territory, phases: after, reason },
    });
  }
  await touch(tx, tagsOf(process));
}

const MINUTE_MS = 60_000;

function sameMinutes(one: PhaseDates, other: PhaseDates): boolean {
  const minute = (instant: Date): number => Math.floor(instant.getTime() / MINUTE_MS);
  return (
    one.phase === other.phase &&
    minute(one.opensAt) === minute(other.opensAt) &&
    minute(one.closesAt) === minute(other.closesAt)
  );
}

/** What is public and began cannot be as if it had not: a vote that ended is counted, and a phase under way has people in it. */
function refuseLate(before: readonly PhaseDates[], after: readonly PhaseDates[], now: Date): void {
  const voted = before.find(({ phase, closesAt }) => phase === "vote" && closesAt <= now);
  if (voted !== undefined && !after.includes(voted)) {
    throw new Problem(409, "processes.prepare.dates.voted", { field: "vote-closes" });
  }
  const cut = cutShort(before, after, now);
  if (cut !== undefined) throw new Problem(400, "processes.prepare.dates.past", { field: `${cut}-closes` });
}

/** A phase in which people take part now and that would have closed already: what they did meanwhile would have come too late. */
function cutShort(before: readonly PhaseDates[], after: readonly PhaseDates[], now: Date): Phase | undefined {
  return after.find(({ phase, closesAt }) =>
    before.some((one) => one.phase === phase && one.opensAt <= now && now < one.closesAt && closesAt < now),
  )?.phase;
}

/** Publishes the rules: from here on they do not change, and what they were is in the ledger. */
export async function publishProcess(
  tx: WriteTx,
  who: { authority: Authority; now: Date },
  process: Process,
): Promise<void> {
  who.authority.requireWhole("processes.publish");
  if (process.state !== "draft") throw new Problem(409, "processes.prepare.alreadyPublished");
  await tx
    .updateTable("processes")
    .set({ state: "published", published_at: who.now })
    .where("id", "=", process.id)
    .where("state", "=", "draft")
    .execute();
  await setVisibility(tx, process.id, "public");
  await addHistory(tx, {
    thingId: process.id,
    event: "processes.published",
    public: true,
    by: who.authority.actor.accountId,
    now: who.now,
  });
  await record(tx, {
    kind: "process-published",
    process: process.slug,
    at: who.now,
    content: {
      title: process.title,
      choices: process.choices,
      winners: process.winners,
      verification: process.verification,
      rules: process.rules,
      phases: [...process.phases],
    },
  });
  await touch(tx, tagsOf(process));
}

/** Closes a process: nothing more is received, and what was promised is still followed. */
export async function closeProcess(
  tx: WriteTx,
  who: { authority: Authority; now: Date },
  process: Process,
): Promise<void> {
  who.authority.requireWhole("processes.publish");
  if (process.state !== "published") throw new Problem(409, "processes.prepare.alreadyClosed");
  await tx
    .updateTable("processes")
    .set({ state: "closed", closed_at: who.now })
    .where("id", "=", process.id)
    .where("state", "=", "published")
    .execute();
  await addHistory(tx, {
    thingId: process.id,
    event: "processes.closed",
    public: true,
    by: who.authority.actor.accountId,
    now: who.now,
  });
  await record(tx, { kind: "process-closed", process: process.slug, at: who.now, content: {} });
  await touch(tx, tagsOf(process));
}

/** What goes stale when a process changes. */
export function tagsOf(process: { id: number }): string[] {
  return ["processes", `process:${process.id}`];
}

export type { Phase };
