// What projects tell in a thread: the money of what was asked and promised, from planned to paid, and what was done with it.
import type { JoinedThing } from "#core/trace/index.ts";
import { formatDayMonthYear, formatMoney, href, t } from "#platform/i18n/i18n.ts";
import type { Story, StoryMoment } from "#platform/module.ts";
import { LabelledMeter } from "#platform/views/charts.tsx";
import { Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Plainly, Small, Written } from "#platform/views/text.tsx";
import { barOf, divergenceText, projectPath, shareText } from "./figures.tsx";
import { divergenceOf, financialOf, sumMoney } from "./project.ts";
import { listProjectsById, listReports, listServed, type Project, type Report } from "./projects.sql.ts";

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
    told.push({ project, served, report });
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
    moments: told.flatMap(({ project, served, report }) => [
      ...(served === undefined ? [] : [paidMoment(project, served)]),
      ...(report === undefined ? [] : [reportMoment(project, report)]),
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
