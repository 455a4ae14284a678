// The bank of projects: how much there is and how much was paid, filters with their counts, and the projects.
import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { compareNames, formatDayMonthYear, formatMoney, formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { LabelledMeter } from "#platform/views/charts.tsx";
import { Details, EmptyState, Tag } from "#platform/views/content.tsx";
import { SideFilters } from "#platform/views/desk.tsx";
import { Grid, NoPrint, Page, Row, Section, Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { FilterChips, Item, Items, Pagination } from "#platform/views/lists.tsx";
import { Fine, Lead, Small, Written } from "#platform/views/text.tsx";
import { barOf, divergenceText, executorText, placesText, projectPath, StateTag, shareText } from "../figures.tsx";
import { MoneyMeters } from "../money-meters.tsx";
import { divergenceOf, financialOf, PROJECT_STATES, SHORT_STAGES, sumMoney } from "../project.ts";
import type { Project } from "../projects.sql.ts";
import {
  countBy,
  type FilterName,
  filterProjects,
  type ProjectsQuery,
  placeOf,
  placesOf,
  projectsPath,
} from "./filter.ts";

/** Projects on a page. */
const PAGE = 25;

interface Props {
  query: ProjectsQuery;
  all: readonly Project[];
  entity: Entity;
}

export function ListProjects(props: Props): VNode {
  const { query, all, entity } = props;
  const found = filterProjects(entity, all, query);
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const page = Math.min(query.pagina, pages);
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{headingOf(props)}</h1>
        <Totals {...props} found={found} />
      </Stack>
      {all.length === 0 && <EmptyState level={2} title={t("projects.none")} text={t("projects.noneText")} />}
      {all.length > 0 && (
        <Section
          title={t("projects.list.count", { n: found.length })}
          id="lista"
          aside={
            <NoPrint>
              <Row links>
                <Link href="/datos/proyectos.csv" label={t("projects.list.csv")}>
                  CSV
                </Link>
                <Link href="/datos/proyectos.json" label={t("projects.list.json")}>
                  JSON
                </Link>
              </Row>
            </NoPrint>
          }
        >
          <Filters {...props} />
          {found.length === 0 && (
            <EmptyState
              title={t("projects.list.nothing")}
              action={{ href: href("/proyectos"), text: t("projects.list.all") }}
            />
          )}
          <Items>
            {found.slice((page - 1) * PAGE, page * PAGE).map((project) => (
              <ProjectRow project={project} entity={entity} />
            ))}
          </Items>
          <Pagination current={page} total={pages} href={(n) => href(projectsPath(query, n))} />
        </Section>
      )}
    </Page>
  );
}

function headingOf({ query, entity }: Props): string {
  const code = query.lugar === undefined ? undefined : placeOf(entity, query.lugar);
  return code === undefined ? t("projects.heading") : t("projects.headingOf", { place: entity.territory(code).name });
}

/** Money is never divided among places: what is shared is counted whole, and it is said how many are. */
function Totals({ query, entity, found }: Props & { found: readonly Project[] }): VNode | null {
  if (found.length === 0) return null;
  const money = sumMoney(found.map((project) => project.money));
  const shared = query.lugar === undefined ? 0 : found.filter((one) => placesOf(entity, one).length > 1).length;
  const cutOff = found.reduce<string | null>(
    (last, { cutOff: day }) => (day !== null && day > (last ?? "") ? day : last),
    null,
  );
  return (
    <>
      <Lead>{t("projects.lead")}</Lead>
      <MoneyMeters label={t("projects.planned", { n: found.length })} stages={SHORT_STAGES} money={money} />
      {shared > 0 && <Small>{t("projects.shared", { n: shared })}</Small>}
      <Fine>{t("projects.source", { cutOff: cutOff === null ? "none" : formatDayMonthYear(cutOff) })}</Fine>
    </>
  );
}

function Filters(props: Props): VNode {
  const { query, all, entity } = props;
  const states = countBy(entity, all, query, "estado");
  const total = [...states.values()].reduce((sum, n) => sum + n, 0);
  const chosen = GROUPS.filter((name) => query[name] !== undefined);
  return (
    <Stack gap="s">
      <FilterChips
        label={t("projects.filter.estado")}
        items={[undefined, ...PROJECT_STATES]
          .filter((state) => state === undefined || states.has(state) || query.estado === state)
          .map((state) => ({
            text: state === undefined ? t("common.all") : t(`projects.stateMany.${state}`),
            href: href(projectsPath({ ...query, estado: state })),
            count: formatNumber(state === undefined ? total : (states.get(state) ?? 0)),
            current: query.estado === state,
          }))}
      />
      {chosen.length > 0 && (
        <FilterChips
          label={t("projects.filter.chosen")}
          items={chosen.map((name) => ({
            text: t("projects.filter.remove", { what: nameOf(entity, name, query[name] ?? "") }),
            href: href(projectsPath({ ...query, [name]: undefined })),
          }))}
        />
      )}
      <Details summary={t("projects.filter.more")}>
        <Grid>
          {GROUPS.map((name) => (
            <Group {...props} name={name} />
          ))}
        </Grid>
      </Details>
    </Stack>
  );
}
const GROUPS = ["lugar", "dependencia", "sector"] as const;

function Group({ query, all, entity, name }: Props & { name: (typeof GROUPS)[number] }): VNode {
  const counts = [...countBy(entity, all, query, name)]
    .map(([value, n]) => ({ value, n, text: nameOf(entity, name, value) }))
    .sort((a, b) => compareNames(a.text, b.text));
  const link = (value: string | undefined): string => href(projectsPath({ ...query, [name]: value }));
  return (
    <SideFilters
      id={`filtro-${name}`}
      title={t(`projects.filter.${name}`)}
      items={[
        { text: t("common.all"), href: link(undefined), current: query[name] === undefined },
        ...counts.map(({ value, n, text }) => ({
          text,
          count: formatNumber(n),
          href: link(name === "lugar" ? entity.territory(value).slug : value),
          current: name === "lugar" ? placeOf(entity, query.lugar ?? "") === value : query[name] === value,
        })),
      ]}
    />
  );
}

function nameOf(entity: Entity, name: FilterName, value: string): string {
  if (name === "lugar") {
    const code = placeOf(entity, value);
    return code === undefined ? value : entity.territory(code).name;
  }
  if (value === "?") return t(name === "sector" ? "projects.filter.noSector" : "projects.nobody");
  const list = name === "sector" ? entity.sectors() : entity.agencies();
  const found = list.find(({ code }) => code === value);
  return found === undefined ? value : entity.name(found, locale());
}

function ProjectRow({ project, entity }: { project: Project; entity: Entity }): VNode {
  const { code, name, state, money, physical, generated } = project;
  const financial = financialOf(money);
  const apart = divergenceOf(physical, financial);
  const paid = money === null || money.definitive === 0 ? null : money.paid / money.definitive;
  return (
    <Item
      title={<Written>{name}</Written>}
      href={href(projectPath(code))}
      over={
        <>
          <StateTag state={state} />
          {generated && <Tag tone="warn">{t("projects.generated")}</Tag>}
        </>
      }
      meta={[code, placesText(project, entity), executorText(project, entity)].filter((one) => one !== "").join(" · ")}
      end={
        money === null ? (
          <Small soft>{t("projects.noMoney")}</Small>
        ) : (
          <>
            <LabelledMeter label={t("projects.stage.paid")} value={shareText(paid)} percent={barOf(paid)} />
            <Small>
              {t("projects.list.of", { paid: formatMoney(money.paid), planned: formatMoney(money.definitive) })}
            </Small>
          </>
        )
      }
      side={<Small soft>{apart.kind === "unknown" ? t("projects.list.noPhysical") : divergenceText(apart)}</Small>}
    />
  );
}
