// What meetings tell in a thread: where people said it, or where it was agreed.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import type { StoryInput, StoryPart } from "#platform/module.ts";
import { Link } from "#platform/views/link.tsx";
import { Written } from "#platform/views/text.tsx";

/** Meetings told one by one: the rest are in the data of the thread. */
const TOLD = 6;

interface Told {
  id: number;
  title: string;
  territory: string;
  place: string;
  at: Date;
  agreed: boolean;
}

export async function meetingsStory(db: ReadDb, life: StoryInput): Promise<StoryPart | undefined> {
  const ids = (life.ids.get("meeting") ?? []).slice(0, TOLD);
  if (ids.length === 0) return undefined;
  const things = [...life.ids.values()].flat();
  const { rows } = await sql<Told>`
    select m.id, m.title, m.territory_code as territory, m.place, m.starts_at as at,
      exists (select 1 from links l where l.from_id = m.id and l.relation = 'agreed' and l.ended_at is null
        and l.to_id = any (${things})) as agreed
    from meetings m where m.id = any (${ids}) and m.state <> 'cancelled' order by m.starts_at, m.id`.execute(db);
  if (rows.length === 0) return undefined;
  return {
    moments: rows.map((row) => ({
      at: row.at,
      icon: "people" as const,
      title: t(row.agreed ? "trace.story.meetingAgreed" : "trace.story.meeting"),
      body: (
        <p>
          <Link href={href(`/reuniones/${row.id}`)}>
            <Written>{row.title}</Written>
          </Link>
          , {row.place}, {life.names.territory(row.territory)}.
        </p>
      ),
    })),
  };
}
