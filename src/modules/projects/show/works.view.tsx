// The works of a project: where they are, drawn, and each with its money and how far it is.
import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { formatMoney, t } from "#platform/i18n/i18n.ts";
import { Details, Table } from "#platform/views/content.tsx";
import { Section } from "#platform/views/layout.tsx";
import { PointMap } from "#platform/views/point-map.tsx";
import { Fine } from "#platform/views/text.tsx";
import { shareText } from "../figures.tsx";
import type { Work } from "../projects.sql.ts";

/** Names that fit in the drawing, and rows shown at once. */
const NAMED = 6;
const AT_ONCE = 8;

interface Props {
  works: readonly Work[];
  entity: Entity;
}

export function Works({ works, entity }: Props): VNode | null {
  if (works.length === 0) return null;
  return (
    <Section title={t("projects.works.title", { n: works.length })} id="obras">
      <WorksMap works={works} entity={entity} />
      {works.length <= AT_ONCE ? (
        <WorksTable works={works} entity={entity} />
      ) : (
        <Details summary={t("projects.works.all", { n: works.length })}>
          <WorksTable works={works} entity={entity} />
        </Details>
      )}
    </Section>
  );
}

/** Pins where the works are, with the seats of the places in which they lie to know where one is. */
function WorksMap({ works, entity }: Props): VNode | null {
  const dots = works.flatMap(({ lat, lon }) =>
    lat === null || lon === null ? [] : [{ lat, lon, text: "", pin: true }],
  );
  if (dots.length === 0) return null;
  const around = new Set(
    works.flatMap(({ territory }) =>
      territory === null ? [] : [entity.participationTerritoryOf(territory) ?? entity.territory(territory)],
    ),
  );
  const seats = [...around]
    .slice(0, NAMED)
    .flatMap(({ lat, lon, shortName }) =>
      lat === undefined || lon === undefined ? [] : [{ lat, lon, text: shortName }],
    );
  const away = works.length - dots.length;
  return (
    <>
      <PointMap label={t("projects.works.map", { n: dots.length })} dots={[...dots, ...seats]} />
      {away > 0 && <Fine>{t("projects.works.away", { n: away })}</Fine>}
    </>
  );
}

function WorksTable({ works, entity }: Props): VNode {
  return (
    <Table
      id="tabla-obras"
      caption={t("projects.works.caption")}
      captionHidden
      columns={[
        { text: t("projects.works.work") },
        { text: t("projects.works.where") },
        { text: t("projects.works.budget"), numeric: true },
        { text: t("projects.stage.paid"), numeric: true },
        { text: t("projects.works.progress"), numeric: true },
      ]}
      rows={works.map((work) => [
        [work.class, work.intervention].filter(Boolean).join(": "),
        work.territory === null ? (work.place ?? "–") : entity.territory(work.territory).name,
        formatMoney(work.budget),
        formatMoney(work.paid),
        shareText(work.progress),
      ])}
    />
  );
}
