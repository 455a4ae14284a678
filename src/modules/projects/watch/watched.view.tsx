// What people saw of a project and what they think of it now that it ended.
import type { VNode } from "preact";
import { Remarks } from "#modules/commitments/index.ts";
import { formatNumber, formatPercent, href, t } from "#platform/i18n/i18n.ts";
import { PartsFigure } from "#platform/views/charts.tsx";
import { Section } from "#platform/views/layout.tsx";
import { NextLink } from "#platform/views/link.tsx";
import { Fine } from "#platform/views/text.tsx";
import { projectPath } from "../figures.tsx";
import type { Project } from "../projects.sql.ts";
import { RATINGS, type RatingCounts } from "./ratings.ts";
import { REMARK, type Seen } from "./remarks.ts";

interface Props {
  project: Project;
  seen: Seen;
  ratings: RatingCounts;
}

const COLORS = { good: 1, fair: 5, bad: 2 } as const;

export function Watched({ project, seen, ratings }: Props): VNode {
  return (
    <>
      <Remarks {...seen} kind={REMARK} say={`${projectPath(project.code)}/decir`} photos="/proyectos/pruebas" />
      <Rated project={project} ratings={ratings} />
    </>
  );
}

/** Nothing while it goes on: it is rated when it ends. What was said of it stays if it starts again. */
function Rated({ project, ratings }: Omit<Props, "seen">): VNode | null {
  const total = RATINGS.reduce((sum, rating) => sum + ratings[rating], 0);
  const ended = project.state === "finished";
  if (!ended && total === 0) return null;
  return (
    <Section title={t("projects.rate.heading")} id="calificacion">
      <p>{t("projects.rate.count", { n: total })}</p>
      {total > 0 && (
        <PartsFigure
          parts={RATINGS.filter((rating) => ratings[rating] > 0).map((rating) => ({
            label: t(`projects.rate.${rating}`),
            value: ratings[rating],
            color: COLORS[rating],
          }))}
          describe={(part) => `${part.label}: ${formatNumber(part.value)} (${formatPercent(part.value, total)})`}
        />
      )}
      <Fine>{t("projects.rate.who")}</Fine>
      {ended && <NextLink href={href(`${projectPath(project.code)}/calificar`)}>{t("projects.rate.link")}</NextLink>}
    </Section>
  );
}
