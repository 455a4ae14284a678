// Those who were watching before this database, with what they found and what they were answered.
import type { Jurisdiction } from "#analysis/calendar/working-days.ts";
import { loadHistory, loadLinks, loadThings } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { recordAll } from "#platform/ledger/ledger.ts";
import { answerBy, type FindingKind } from "./oversight.ts";
import { agencyOf } from "./subjects.ts";

export interface LivedOversight {
  organisation: { id: number; name: string; territory: string; representative: number | null };
  object: string;
  from: string;
  to: string;
  at: Date;
  /** Projects, goals and commitments. */
  watches: readonly number[];
  /** In the order in which they were said. */
  findings: readonly {
    kind: FindingKind;
    subject: number;
    text: string;
    at: Date;
    answer: { text: string; by: number; at: Date } | undefined;
  }[];
}

/** Writes them with their links, their history and their ledger entries. */
export async function loadOversights(
  tx: WriteTx,
  jurisdiction: Jurisdiction,
  oversights: readonly LivedOversight[],
): Promise<void> {
  const ids = await loadThings(
    tx,
    oversights.map(({ organisation, at }) => ({ kind: "oversight", territory: organisation.territory, now: at })),
  );
  const made = oversights.map((one, at) => ({ ...one, id: ids[at] ?? 0 }));
  await insertMany(
    tx,
    "oversights",
    made.map(({ id, organisation, object, from, to, at }) => ({
      id,
      organisation_id: organisation.id,
      object,
      from_on: from,
      to_on: to,
      made_by: organisation.representative,
      made_at: at,
    })),
  );
  const links = made.flatMap(({ id, at, watches }) =>
    watches.map((from) => ({ from, to: id, relation: "watched_by" as const, now: at })),
  );
  await loadLinks(tx, links);
  await loadHistory(
    tx,
    made.map(({ id, organisation, at }) => ({
      thingId: id,
      event: "oversight.opened",
      data: { organisation: organisation.name },
      public: true,
      now: at,
    })),
  );
  const entries = made.map(({ id, organisation, from, to, at }) => ({
    kind: "oversight",
    at,
    content: { id, organisation: organisation.id, from, to },
  }));
  await recordAll(tx, entries);
  for (const one of made) await loadFindings(tx, jurisdiction, one);
}

async function loadFindings(
  tx: WriteTx,
  jurisdiction: Jurisdiction,
  { id: oversight, organisation, findings }: LivedOversight & { id: number },
): Promise<void> {
  const ids = await loadThings(
    tx,
    findings.map(({ at }) => ({ kind: "finding", territory: organisation.territory, now: at })),
  );
  const rows = [];
  const links = [];
  const lines = [];
  const entries = [];
  for (const [index, { kind, subject, text, at, answer }] of findings.entries()) {
    const id = ids[index] ?? 0;
    const dueOn = kind === "finding" ? answerBy(jurisdiction, at.toISOString().slice(0, 10)).dueOn : null;
    rows.push({
      id,
      oversight_id: oversight,
      kind,
      subject_id: subject,
      text,
      agency_code: await agencyOf(tx, subject),
      said_by: organisation.representative,
      at,
      due_on: dueOn,
      answer: answer?.text ?? null,
      answered_by: answer?.by ?? null,
      answered_at: answer?.at ?? null,
    });
    for (const from of [subject, oversight]) links.push({ from, to: id, relation: "found_in" as const, now: at });
    const told = { thingId: id, public: true, data: { organisation: organisation.name } };
    lines.push({ ...told, event: `oversight.${kind}`, now: at });
    entries.push({ kind: "finding", at, content: { id, oversight, kind, subject, dueOn } });
    if (answer === undefined) continue;
    const data = { ...told.data, answer: answer.text };
    lines.push({ ...told, event: "oversight.answered", data, by: answer.by, now: answer.at });
    entries.push({ kind: "finding-answer", at: answer.at, content: { finding: id, answer: answer.text } });
  }
  await insertMany(tx, "oversight_findings", rows);
  await loadLinks(tx, links);
  await loadHistory(tx, lines);
  await recordAll(tx, entries);
}
