import type { VNode } from "preact";
import { compareNames, formatMonthYear, formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { Details } from "#platform/views/content.tsx";
import { type SideFilter, SideFilters } from "#platform/views/desk.tsx";
import { Grid, Stack } from "#platform/views/layout.tsx";
import { FilterChips } from "#platform/views/lists.tsx";
import { NO_SECTOR } from "../commitments.sql.ts";
import type { BoardProps } from "./board.view.tsx";
import { type BoardQuery, boardPath } from "./board-query.ts";

const MONTHS = ["acordado", "cumplido"] as const;
type Key = "lugar" | "dependencia" | "sector" | "plata" | "proceso" | "mes";

interface Choice {
  value: string;
  text: string;
  n: number;
}

/**
 * Place, agency, sector, money and process, as links with their counts; folded, because places are many. What is chosen stays
 * in sight, and a tap takes it away.
 */
export function MoreFilters(props: BoardProps): VNode {
  const { query } = props;
  const groups = groupsOf(props);
  const without = (name: Key | (typeof MONTHS)[number]): string => href(boardPath({ ...query, [name]: undefined }));
  const chosen = [
    ...MONTHS.flatMap((name) => {
      const month = query[name];
      return month === undefined
        ? []
        : [{ name, what: t(`commitments.board.${name}`, { month: formatMonthYear(month) }) }];
    }),
    ...groups
      .filter(({ name }) => query[name] !== undefined)
      .map(({ name, choices }) => ({
        name,
        what: choices.find((choice) => choice.value === query[name])?.text ?? query[name] ?? "",
      })),
  ];
  return (
    <Stack gap="s">
      {chosen.length > 0 && (
        <FilterChips
          label={t("commitments.board.chosen")}
          items={chosen.map(({ name, what }) => ({
            text: t("commitments.board.remove", { what }),
            href: without(name),
          }))}
        />
      )}
      <Details summary={t("commitments.board.more")}>
        <Grid>
          {groups.map((group) => (
            <Group {...group} query={query} />
          ))}
        </Grid>
      </Details>
    </Stack>
  );
}

interface GroupProps {
  name: Key;
  title: string;
  choices: readonly Choice[];
}

function groupsOf(props: BoardProps): GroupProps[] {
  return [
    { name: "lugar", title: t("commitments.board.place"), choices: places(props) },
    { name: "dependencia", title: t("commitments.board.agency"), choices: agencies(props) },
    { name: "sector", title: t("commitments.make.sector"), choices: sectors(props) },
    { name: "plata", title: t("commitments.show.money"), choices: money(props) },
    { name: "proceso", title: t("commitments.show.process"), choices: processes(props) },
    { name: "mes", title: t("commitments.time.month"), choices: months(props) },
  ];
}

function Group({ name, title, query, choices }: GroupProps & { query: BoardQuery }): VNode | null {
  if (choices.length === 0 && query[name] === undefined) return null;
  const link = (value: string | undefined): string => href(boardPath({ ...query, [name]: value }));
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
  const named = of(props, "sector").filter(({ value }) => value !== NO_SECTOR);
  const none = of(props, "sector").filter(({ value }) => value === NO_SECTOR);
  return [
    ...named.map(({ value, n }) => ({ value, text: entity.name(entity.sector(value), locale()), n })).sort(byName),
    ...none.map(({ value, n }) => ({ value, text: t("commitments.board.noSector"), n })),
  ];
}

function money(props: BoardProps): Choice[] {
  return of(props, "money").map(({ value, n }) => ({
    value: value === "yes" ? "si" : "no",
    text: value === "yes" ? t("commitments.board.withMoney") : t("commitments.board.withoutMoney"),
    n,
  }));
}

/** Only the one that was chosen in the line of time: all of them are there. */
function months(props: BoardProps): Choice[] {
  const { mes } = props.query;
  const n = of(props, "state").reduce((sum, facet) => sum + facet.n, 0);
  return mes === undefined ? [] : [{ value: mes, text: formatMonthYear(mes), n }];
}

function processes(props: BoardProps): Choice[] {
  return of(props, "process").flatMap(({ value, n }) => {
    const process = props.processes.find((one) => one.id === Number(value));
    return process === undefined ? [] : [{ value: process.slug, text: process.title, n }];
  });
}
