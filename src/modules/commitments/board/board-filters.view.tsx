import type { VNode } from "preact";
import { compareNames, formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { Details } from "#platform/views/content.tsx";
import { type SideFilter, SideFilters } from "#platform/views/desk.tsx";
import { Grid } from "#platform/views/layout.tsx";
import type { BoardProps } from "./board.view.tsx";
import { type BoardQuery, boardPath } from "./board-query.ts";

type Key = "lugar" | "dependencia" | "sector" | "plata" | "proceso";

interface Choice {
  value: string;
  text: string;
  n: number;
}

/** Place, agency, sector, money and process, as links with their counts; folded until somebody asks, or while one is chosen. */
export function MoreFilters(props: BoardProps): VNode {
  const { query } = props;
  const chosen = [query.lugar, query.dependencia, query.sector, query.plata, query.proceso];
  return (
    <Details summary={t("commitments.board.more")} open={chosen.some((one) => one !== undefined)}>
      <Grid>
        <Group name="lugar" title={t("commitments.board.place")} query={query} choices={places(props)} />
        <Group name="dependencia" title={t("commitments.board.agency")} query={query} choices={agencies(props)} />
        <Group name="sector" title={t("commitments.make.sector")} query={query} choices={sectors(props)} />
        <Group name="plata" title={t("commitments.show.money")} query={query} choices={money(props)} />
        <Group name="proceso" title={t("commitments.show.process")} query={query} choices={processes(props)} />
      </Grid>
    </Details>
  );
}

function Group(props: { name: Key; title: string; query: BoardQuery; choices: readonly Choice[] }): VNode | null {
  const { name, title, query, choices } = props;
  if (choices.length === 0 && query[name] === undefined) return null;
  const link = (value: string | undefined): string => href(boardPath({ ...query, [name]: value, pagina: 1 }));
  const items: SideFilter[] = [
    { text: t("common.all"), href: link(undefined), current: query[name] === undefined },
    ...choices.map(({ value, text, n }) => ({
      text,
      count: formatNumber(n),
      href: link(value),
      current: query[name] === value,
    })),
  ];
  return <SideFilters id={`filtro-${name}`} title={title} items={items} />;
}

const of = ({ facets }: BoardProps, name: BoardProps["facets"][number]["facet"]) =>
  facets.filter((facet) => facet.facet === name);
const byName = (a: Choice, b: Choice): number => compareNames(a.text, b.text);

function places(props: BoardProps): Choice[] {
  return of(props, "territory")
    .flatMap(({ value, n }) => {
      const place = props.entity.find(value);
      return place === undefined ? [] : [{ value: place.slug, text: place.name, n }];
    })
    .sort(byName);
}

function agencies(props: BoardProps): Choice[] {
  const { entity } = props;
  return of(props, "agency")
    .map(({ value, n }) => ({ value, text: entity.name(entity.agency(value), locale()), n }))
    .sort(byName);
}

function sectors(props: BoardProps): Choice[] {
  const { entity } = props;
  return of(props, "sector")
    .map(({ value, n }) => ({ value, text: entity.name(entity.sector(value), locale()), n }))
    .sort(byName);
}

function money(props: BoardProps): Choice[] {
  return of(props, "money").map(({ value, n }) => ({
    value: value === "yes" ? "si" : "no",
    text: value === "yes" ? t("commitments.board.withMoney") : t("commitments.board.withoutMoney"),
    n,
  }));
}

function processes(props: BoardProps): Choice[] {
  return of(props, "process").flatMap(({ value, n }) => {
    const process = props.processes.find((one) => one.id === Number(value));
    return process === undefined ? [] : [{ value: process.slug, text: process.title, n }];
  });
}
