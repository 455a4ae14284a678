// What those who watch tell in a thread: since when somebody watches it, what they found and what they were answered.
import type { VNode } from "preact";
import type { ReadDb } from "#platform/db/db.ts";
import { formatDayMonthYear, href, t } from "#platform/i18n/i18n.ts";
import type { Story, StoryMoment } from "#platform/module.ts";
import { Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Plainly, Said, Small } from "#platform/views/text.tsx";
import { type Finding, listFindingsById, listOversightsById, type Oversight } from "./oversight.sql.ts";
import { findingPath, oversightPath } from "./oversight.ts";
import { ObjectOf } from "./show/object.view.tsx";

/** What was said that is told of a thread: the rest is on the page of who watches. */
const TOLD = 4;

export const oversightStory: Story = async (db, { ids, names }) => {
  const watching = ids.get("oversight") ?? [];
  const said = ids.get("finding") ?? [];
  if (watching.length + said.length === 0) return undefined;
  const oversights = await listOversightsById(db, watching, names.today);
  const findings = (await listFindingsById(db, said)).slice(-TOLD);
  const since = await sinceWhen(db, watching);
  return {
    moments: [
      ...oversights.map((one) => watchMoment(one, since.get(one.id))),
      ...findings.flatMap((one) => [saidMoment(one), ...answerMoment(one)]),
    ],
  };
};

async function sinceWhen(db: ReadDb, ids: readonly number[]): Promise<Map<number, Date>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("oversights").select(["id", "made_at"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, row.made_at]));
}

function watchMoment(oversight: Oversight, at: Date | undefined): StoryMoment {
  const { id, organisation, from, to } = oversight;
  return {
    at: at ?? new Date(`${from}T00:00:00Z`),
    icon: "search",
    title: t("oversight.story.watched"),
    body: (
      <Stack gap="xs">
        <Link href={href(oversightPath(id))}>{organisation}</Link>
        <p>
          <ObjectOf oversight={oversight} />
        </p>
        <Small soft>
          {t("oversight.story.period", { from: formatDayMonthYear(from), to: formatDayMonthYear(to) })}
        </Small>
      </Stack>
    ),
  };
}

function saidMoment({ id, oversight, organisation, kind, at, text, dueOn, answer }: Finding): StoryMoment {
  return {
    at,
    icon: kind === "finding" ? "flag" : "people",
    title: t(`oversight.story.${kind}`),
    body: (
      <Stack gap="xs">
        <Said>{text}</Said>
        <Link href={href(findingPath(oversight, id))}>{organisation}</Link>
        {dueOn !== null && answer === null && (
          <Small soft>{t("oversight.desk.due", { date: formatDayMonthYear(dueOn) })}</Small>
        )}
      </Stack>
    ),
  };
}

function answerMoment({ answer, answeredAt }: Finding): StoryMoment[] {
  if (answer === null || answeredAt === null) return [];
  const body: VNode = <Plainly text={answer} />;
  return [{ at: answeredAt, icon: "chat", title: t("oversight.story.answered"), body }];
}
