// What an initiative tells in a thread: when it was written, what it costs, who would do it.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import { formatMoney, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import type { StoryInput, StoryPart } from "#platform/module.ts";
import { Notice } from "#platform/views/content.tsx";
import { Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Small, Written } from "#platform/views/text.tsx";
import type { Feasibility } from "./initiatives.sql.ts";

/** A need may live in several initiatives; more than these are left to the data of the thread. */
const TOLD = 5;

interface WrittenInitiative {
  id: number;
  title: string;
  cost: number | null;
  agency: string;
  feasibility: Feasibility;
  note: string | null;
  reason: string | null;
  at: Date;
}

export async function initiativesStory(db: ReadDb, life: StoryInput): Promise<StoryPart | undefined> {
  const ids = life.ids.get("initiative") ?? [];
  if (ids.length === 0) return undefined;
  const { rows } = await sql<WrittenInitiative>`
    select id, title, cost, agency_code as agency, feasibility, feasibility_note as note, reason, created_at as at
    from initiatives where id = any (${ids}) order by created_at, id`.execute(db);
  const [first] = rows;
  if (first === undefined) return undefined;
  return {
    knots: [
      { at: first.at, value: formatNumber(rows.length), label: t("trace.story.initiatives", { n: rows.length }) },
    ],
    moments: rows.slice(0, TOLD).map((one) => ({
      at: one.at,
      icon: "bulb" as const,
      title: t("trace.story.became"),
      body: (
        <Stack gap="xs">
          <p>
            <strong>
              <Link href={href(`/iniciativas/${one.id}`)}>
                <Written>{one.title}</Written>
              </Link>
            </strong>
          </p>
          <Small>
            {one.cost !== null && `${t("trace.story.cost", { amount: formatMoney(one.cost) })} `}
            {t("trace.story.feasible", {
              word: t(`initiatives.feasibility.${one.feasibility}`),
              agency: life.names.agency(one.agency),
            })}{" "}
            {one.note}
          </Small>
          {one.reason !== null && <Notice tone="warn">{t("trace.story.withdrawn", { reason: one.reason })}</Notice>}
        </Stack>
      ),
    })),
  };
}
