// What a vote tells in the thread of an initiative: how many, which place, and where to recount it.
import { sql } from "kysely";
import { currentPhase, getProcess } from "#modules/processes/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { formatNumber, href, t } from "#platform/i18n/i18n.ts";
import type { StoryInput, StoryPart } from "#platform/module.ts";
import { Tag } from "#platform/views/content.tsx";
import { Link } from "#platform/views/link.tsx";

interface Counted {
  id: number;
  slug: string;
  territory: string;
  votes: number;
  position: number;
  won: boolean;
  of: number;
  ballots: number;
  winners: number;
  at: Date;
}

export async function ballotsStory(db: ReadDb, life: StoryInput): Promise<StoryPart | undefined> {
  const ids = life.ids.get("initiative") ?? [];
  if (ids.length === 0) return undefined;
  const { rows } = await sql<Counted>`
    select k.initiative_id as id, p.slug, k.territory_code as territory, k.votes, k.position, k.won, p.winners,
      (select count(*) from ballot_counts o where o.ballot_id = k.ballot_id and o.territory_code = k.territory_code) as of,
      bt.ballots, bt.closed_at as at
    from ballot_counts k
    join ballot_territories bt on bt.ballot_id = k.ballot_id and bt.territory_code = k.territory_code
    join ballots b on b.id = k.ballot_id join processes p on p.id = b.process_id
    where k.initiative_id = any (${ids}) order by bt.closed_at, k.position`.execute(db);
  if (rows.length === 0) return beforeCounting(db, life);
  const votes = rows.reduce((sum, row) => sum + row.votes, 0);
  const [first] = rows;
  return {
    knots:
      first === undefined
        ? []
        : [{ at: first.at, value: formatNumber(votes), label: t("trace.story.votes", { n: votes }) }],
    moments: rows.map((row) => ({
      at: row.at,
      icon: "ballot" as const,
      title: t(row.won ? "trace.story.won" : "trace.story.notWon"),
      body: (
        <p>
          {t(row.won ? "trace.story.wonText" : "trace.story.notWonText", {
            votes: row.votes,
            ballots: row.ballots,
            position: row.position,
            of: row.of,
            winners: row.winners,
          })}{" "}
          <Link href={href(`/procesos/${row.slug}/${life.names.slug(row.territory)}/resultados`)}>
            {t("trace.story.count")}
          </Link>
        </p>
      ),
    })),
    state: rows.some((row) => row.won) ? (
      <Tag tone="done">{t("trace.story.wonWord")}</Tag>
    ) : (
      <Tag>{t("trace.story.notWonWord")}</Tag>
    ),
    lead: rows.some((row) => row.won) ? t("trace.story.wonLead") : t("trace.story.notWonLead"),
  };
}

/** While it is being voted on, nobody says how it goes: only that it is open, and where. */
async function beforeCounting(db: ReadDb, life: StoryInput): Promise<StoryPart | undefined> {
  const ids = life.ids.get("initiative") ?? [];
  const { rows } = await sql<{ processId: number; territory: string }>`
    select process_id as "processId", territory_code as territory from initiatives
    where id = any (${ids}) and state = 'published' order by id limit 1`.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  const process = await getProcess(db, row.processId);
  if (process.state !== "published" || currentPhase(process, row.territory, life.now) !== "vote") return undefined;
  return {
    state: <Tag tone="open">{t("trace.story.votingWord")}</Tag>,
    lead: t("trace.story.votingLead"),
    actions: [
      {
        text: t("site.place.vote"),
        path: `/procesos/${process.slug}/${life.names.slug(row.territory)}/votar`,
        main: true,
      },
    ],
  };
}
