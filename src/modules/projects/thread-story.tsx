// What projects tell in a thread: the money of what was asked and promised, from planned to paid, and what was done with it.
import { sql } from "kysely";
import type { JoinedThing } from "#core/trace/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { formatDayMonthYear, formatMoney, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import type { Story, StoryMoment } from "#platform/module.ts";
import { LabelledMeter } from "#platform/views/charts.tsx";
import { Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Plainly, Small, Written } from "#platform/views/text.tsx";
import { barOf, divergenceText, projectPath, shareText } from "./figures.tsx";
import { divergenceOf, financialOf, sumMoney } from "./project.ts";
import { listProjectsById, listReports, listServed, type Project, type Report } from "./projects.sql.ts";
import { countRatings, RATINGS, type RatingCounts } from "./watch/ratings.ts";
import { listSeen } from "./watch/remarks.ts";

/** Projects told of a thread: the rest is on their pages. */
const TOLD = 3;

export const projectsStory: Story = async (db, { ids }) => {
  const mine = ids.get("project") ?? [];
  const projects = await listProjectsById(db, mine);
  if (projects.length === 0) return undefined;
  const here = new Set([...ids.values()].flat());
  const told = [];
  for (const project of projects.slice(0, TOLD)) {
    const [served] = (await listServed(db, project.id)).filter(({ id }) => here.has(id));
    const [report] = await listReports(db, project.id);
    told.push({ project, served, report, watched: await findWatched(db, project) });
  }
  const money = sumMoney(projects.map((project) => project.money));
  const [first] = told.flatMap(({ served }) => served ?? []);
  const cutOff = projects
    .flatMap((project) => project.cutOff ?? [])
    .sort()
    .at(-1);
  return {
    knots:
      money.definitive === 0
        ? []
        : [
            {
              at: first?.at ?? new Date(`${cutOff}T00:00:00Z`),
              value: formatMoney(money.paid),
              label: t("projects.story.knot"),
            },
          ],
    moments: told.flatMap(({ project, served, report, watched }) => [
      ...(served === undefined ? [] : [paidMoment(project, served)]),
      ...(report === undefined ? [] : [reportMoment(project, report)]),
      ...(watched === undefined ? [] : [watchedMoment(watched)]),
    ]),
    facts: [
      {
        name: t("projects.story.money"),
        value: t("projects.story.paidOf", { paid: formatMoney(money.paid), planned: formatMoney(money.definitive) }),
      },
    ],
  };
};

function paidMoment(project: Project, { at, reason }: JoinedThing): StoryMoment {
  const { money, code, name } = project;
  return {
    at,
    icon: "money",
    title: t("projects.story.paidBy"),
    body: (
      <Stack gap="xs">
        <p>
          <Link href={href(projectPath(code))}>
            <Written>{name}</Written>
          </Link>
        </p>
        {reason !== null && <Plainly text={reason} />}
        {money !== null && (
          <LabelledMeter
            label={t("projects.story.paidOf", {
              paid: formatMoney(money.paid),
              planned: formatMoney(money.definitive),
            })}
            value={shareText(money.definitive === 0 ? null : money.paid / money.definitive)}
            percent={barOf(money.definitive === 0 ? null : money.paid / money.definitive)}
          />
        )}
      </Stack>
    ),
  };
}

function reportMoment(project: Project, { at, asOf, physical, note }: Report): StoryMoment {
  return {
    at,
    icon: "change",
    title: t("projects.story.reported"),
    body: (
      <Stack gap="xs">
        <p>{t("projects.reports.one", { share: shareText(physical), date: formatDayMonthYear(asOf) })}</p>
        <Plainly text={note} />
        <Small soft>{divergenceText(divergenceOf(physical, financialOf(project.money)))}</Small>
      </Stack>
    ),
  };
}

interface Watched {
  /** When the last of it could be read by everybody. */
  at: Date;
  path: string;
  so: number;
  notSo: number;
  ratings: RatingCounts;
}

/** What people saw and think of a project; undefined when nobody said anything. */
async function findWatched(db: ReadDb, { id, code }: Project): Promise<Watched | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select greatest((select max(at) from project_remarks where project_id = ${id} and state = 'shown'),
      (select max(at) from project_ratings where project_id = ${id})) as at`.execute(db);
  const at = rows[0]?.at ?? null;
  if (at === null) return undefined;
  const { so, notSo } = await listSeen(db, id, 0);
  return { at, path: projectPath(code), so, notSo, ratings: await countRatings(db, id) };
}

function watchedMoment({ at, path, so, notSo, ratings }: Watched): StoryMoment {
  const rated = RATINGS.filter((rating) => ratings[rating] > 0);
  return {
    at,
    icon: "people",
    title: t("projects.story.watched"),
    body: (
      <Stack gap="xs">
        {so + notSo > 0 && <p>{t("commitments.remark.counts", { so, notSo })}</p>}
        {rated.length > 0 && (
          <p>
            {rated.map((rating) => `${t(`projects.rate.${rating}`)}: ${formatNumber(ratings[rating])}`).join(" · ")}
          </p>
        )}
        <Link href={`${href(path)}#dicen`}>{t("projects.story.seeWatched")}</Link>
      </Stack>
    ),
  };
}
