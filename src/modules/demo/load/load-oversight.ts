// An organisation of the demonstration that watches: a finding that was answered, one past its term, and what changed for its people.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { type LivedOversight, loadOversights } from "#modules/oversight/index.ts";
import type { Load } from "./load-demo.ts";

const fileSchema = z.object({
  object: z.string(),
  answered: z.object({ finding: z.string(), answer: z.string() }),
  waiting: z.string(),
  effect: z.string(),
});

const DAY = 86_400_000;

interface Watched {
  id: number;
  agency: string | null;
  /** A commitment that it pays. */
  commitment: number | null;
}

export async function loadOversightOf(load: Load, entity: Entity, entitiesDir: string): Promise<void> {
  const file = fileSchema.parse(JSON.parse(readFileSync(join(entitiesDir, "_demo/oversight/oversight.json"), "utf8")));
  const { tx, people, today } = load;
  const { rows: organisations } = await sql<LivedOversight["organisation"]>`
    select id, name, territory_code as territory, representative_id as representative from organisations
    where approved_at is not null and representative_id is not null order by id limit 1`.execute(tx);
  const [organisation] = organisations;
  const slow = await findProject(load, "running");
  const ended = await findProject(load, "finished");
  if (organisation === undefined || slow === undefined) return;
  const ago = (days: number): Date => new Date(today.getTime() - days * DAY);
  const day = (at: Date): string => at.toISOString().slice(0, 10);
  const by = slow.agency === null ? people.administrator : people.plannerOf(slow.agency);
  const about = slow.commitment ?? slow.id;
  const findings: LivedOversight["findings"] = [
    {
      kind: "finding",
      subject: about,
      text: file.answered.finding,
      at: ago(34),
      answer: { text: file.answered.answer, by, at: ago(20) },
    },
    { kind: "finding", subject: slow.id, text: file.waiting, at: ago(30), answer: undefined },
    ...(ended === undefined
      ? []
      : [{ kind: "effect" as const, subject: ended.id, text: file.effect, at: ago(6), answer: undefined }]),
  ];
  const watches = [...new Set([about, slow.id, ...(ended === undefined ? [] : [ended.id])])];
  const from = ago(40);
  const lived = { organisation, object: file.object, from: day(from), to: day(ago(-325)), at: from, watches, findings };
  await loadOversights(tx, entity.jurisdiction, [lived]);
}

/** Of the projects in a state, the one whose money goes furthest ahead of its work. */
async function findProject({ tx }: Load, state: string): Promise<Watched | undefined> {
  const { rows } = await sql<Watched>`
    select p.id, p.agency_code as agency, (select min(l.from_id) from links l join commitments c on c.id = l.from_id
      where l.to_id = p.id and l.relation = 'paid_by') as commitment
    from projects p
    join lateral (select state, physical from project_reports where project_id = p.id order by id desc limit 1) r on true
    join (select project_id, sum(obligated)::float / nullif(sum(definitive), 0) as spent from project_amounts group by 1) m
      on m.project_id = p.id
    where r.state = ${state} order by m.spent - r.physical desc, p.id limit 1`.execute(tx);
  return rows[0];
}
