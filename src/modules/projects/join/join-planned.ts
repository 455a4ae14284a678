// The goals that projects pay because the plan says so: its products name the project that delivers them.
import { sql } from "kysely";
import { loadHistory, loadLinks } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { t } from "#platform/i18n/i18n.ts";
import { recordAll } from "#platform/ledger/ledger.ts";

const MAX_REASON = 600;

interface Planned {
  goal: number;
  project: number;
  name: string;
  products: string;
}

/** Joins each project with the goals whose products name it, unless somebody joined or parted them before. */
export async function joinPlanned(tx: WriteTx, now: Date): Promise<void> {
  const { rows } = await sql<Planned>`
    select d.node_id as goal, p.id as project, p.name, string_agg(distinct d.name, '; ') as products
    from plan_products d join projects p on p.code = d.project_code
    where not exists (select 1 from links l where l.from_id = d.node_id and l.to_id = p.id and l.relation = 'paid_by')
    group by d.node_id, p.id order by d.node_id, p.id`.execute(tx);
  const joined = rows.map(({ products, ...one }) => ({
    ...one,
    reason: [...t("projects.join.byPlan", { products })].slice(0, MAX_REASON).join(""),
  }));
  const links = joined.map(({ goal, project, reason }) => ({
    from: goal,
    to: project,
    relation: "paid_by" as const,
    reason,
    now,
  }));
  await loadLinks(tx, links);
  await loadHistory(
    tx,
    joined.map(({ goal, name, reason }) => ({
      thingId: goal,
      event: "projects.joined",
      data: { project: name, reason },
      public: true,
      now,
    })),
  );
  await recordAll(
    tx,
    joined.map(({ goal, project, reason }) => ({
      kind: "project-link",
      at: now,
      content: { from: goal, project, reason },
    })),
  );
}
