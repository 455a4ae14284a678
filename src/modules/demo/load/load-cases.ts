// Two thousand requests of the last year in every state: most answered in time, some late, some forgotten.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { createAccount, grantRole } from "#core/people/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { link } from "#core/trace/index.ts";
import {
  answersTogether,
  type LivedCase,
  loadCases,
  loadCauses,
  loadClient,
  loadSuspension,
  makeTemplate,
} from "#modules/cases/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { bankSchema } from "./case-bank.ts";
import { livedCase, livedChat, livedRoutes, livedTogether, type Made, TOGETHER } from "./case-lives.ts";
import { loadGuideOf } from "./load-guide.ts";

const CASES = 2000;
const OVER: ReadonlySet<string | undefined> = new Set(["notified", "withdrawn", "archived"]);
/** Requests joined to needs, and to commitments. */
const JOINED = 6;

export async function loadCasesOf(tx: WriteTx, entity: Entity, made: Made): Promise<void> {
  const bank = bankSchema.parse(JSON.parse(readFileSync(join(made.entitiesDir, "_demo/cases/requests.json"), "utf8")));
  const reviewer = await createAccount(tx, { name: "Vera Lucía Mina", locale: "es", now: made.begin });
  await grantRole(tx, { accountId: reviewer, role: "case_officer", by: undefined, now: made.begin });
  const grant = await tx
    .selectFrom("role_grants")
    .select("agency_code")
    .where("account_id", "=", made.officer)
    .where("role", "=", "case_officer")
    .executeTakeFirst();
  const officerOf = (agency: string): number => (agency === grant?.agency_code ? made.officer : reviewer);
  const joined = answersTogether(entity, made.today) === undefined ? 0 : TOGETHER;
  const lived = Array.from({ length: CASES }, (_, index) =>
    index < joined
      ? livedTogether(entity, bank, { ...made, index, reviewer, officerOf })
      : livedCase(entity, bank, { ...made, index, reviewer, officerOf }),
  );
  const protector = await tx
    .selectFrom("role_grants")
    .select("account_id")
    .where("role", "=", "protection")
    .executeTakeFirst();
  const working = { ...made, index: 0, reviewer, officerOf };
  lived.push(livedChat(entity, bank, working));
  lived.push(livedRoutes(entity, bank, working, protector?.account_id ?? reviewer));
  const suspended = await loadSuspension(tx, entity, {
    decree: bank.suspension,
    after: 9,
    workingDays: 2,
    by: reviewer,
    now: made.today,
  });
  const open = ({ events }: LivedCase): boolean => !OVER.has(events.at(-1)?.kind);
  await loadCases(
    tx,
    entity,
    lived.flat().map((one) => (open(one) ? { ...one, events: [...one.events, suspended] } : one)),
  );
  await loadClient(tx, { name: bank.client, by: reviewer, now: made.begin });
  await loadCauses(tx, entity, { lines: bank.causes, by: reviewer, now: made.today });
  for (const { sector, ...words } of bank.templates) {
    const agency = sector === undefined ? undefined : grant?.agency_code;
    await makeTemplate(tx, { ...words, agency: agency ?? undefined, by: reviewer, now: made.begin });
  }
  await loadGuideOf(tx, entity, { entitiesDir: made.entitiesDir, by: reviewer, now: made.begin });
  for (const table of ["demands", "commitments"] as const) await joinAlike(tx, table, made.today);
}

/** Joins public requests to the needs or commitments of their place and subject that say most like them, one to one. */
async function joinAlike(tx: WriteTx, table: "demands" | "commitments", now: Date): Promise<void> {
  const { rows } = await sql<{ from: number; to: number }>`
    select c.id as "from", d.id as "to" from cases c
    join ${sql.table(table)} d on d.territory_code = c.territory_code and d.sector_code = c.sector_code
    join things t on t.id = d.id and t.visibility = 'public'
    where c.public_text is not null
    order by word_similarity(sigesi_fold(c.public_text), sigesi_fold(d.text)) desc, c.id, d.id limit 60`.execute(tx);
  const used = new Set<number>();
  for (const { from, to } of rows) {
    if (used.size >= JOINED * 2 || used.has(from) || used.has(to)) continue;
    used.add(from).add(to);
    await link(tx, { from, to, relation: "asked", now });
  }
}
