// The board of a boss: by agency, type, place, door, subject and person, what is open, late and at risk. Each number opens its rows.
import type { VNode } from "preact";
import { instantOf } from "#platform/clock/zone.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { type Context, get } from "#platform/http/route.ts";
import { formatDate, formatNumber, formatPercent, formatTime, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Table } from "#platform/views/content.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Kpis } from "#platform/views/lists.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import { askingOf } from "../desk/filter.ts";
import type { Asking } from "../desk/work-list.sql.ts";
import type { CaseTable } from "../memory/case-table.ts";
import { type Counting, DIMENSIONS, type Dimension, type Figures, figuresByEach, sumOf } from "../memory/figures.ts";
import { caseTable } from "../memory/keep-table.ts";
import { byLate, codeName, yearBefore } from "../memory/names.ts";
import { ByChannel, listChannelYears } from "../statistics/by-channel.view.tsx";

const PATH = "/gestion/solicitudes";

/** How a number of each dimension is asked for in the address of the work list. */
const QUERY = {
  agency: "organismo",
  form: "tipo",
  territory: "lugar",
  channel: "puerta",
  sector: "tema",
  assigned: "persona",
} as const satisfies Record<Dimension, string>;

export const board = get({
  path: `${PATH}/tablero`,
  access: "cases.work",
  handle: async (ctx) => {
    const asking = askingOf(ctx);
    const table = await caseTable(ctx.db);
    const counting = countingOf(ctx, asking);
    const figures = figuresByEach(table, DIMENSIONS, counting);
    return {
      kind: "page",
      title: t("cases.board.title"),
      staff: true,
      section: "cases",
      crumbs: [{ text: t("cases.desk.title"), path: PATH }, { text: t("cases.board.title") }],
      body: (
        <Page gap="l">
          <Stack gap="s">
            <h1>{t("cases.board.title")}</h1>
            <Lead>{t("cases.board.lead")}</Lead>
          </Stack>
          {figures[0]?.length === 0 ? (
            <EmptyState
              level={2}
              title={t("cases.board.none")}
              text={t("cases.board.noneText")}
              action={{ href: href(`${PATH}/nueva`), text: t("cases.counter.title") }}
            />
          ) : (
            <Boards
              ctx={ctx}
              table={table}
              counting={counting}
              figures={figures}
              people={await listNames(ctx.db, table)}
            />
          )}
          <Fine>
            {t("cases.board.source", {
              date: formatDate(asking.today),
              time: formatTime(ctx.now),
              year: asking.today.slice(0, 4),
            })}
          </Fine>
        </Page>
      ),
    };
  },
});

function countingOf(ctx: Context, { today, soon }: Asking): Counting {
  const since = instantOf(`${today.slice(0, 4)}-01-01`, ctx.entity.timeZone);
  return { today, soon, since, sees: (place) => ctx.authority.may("cases.work", place) };
}

/** Who works on some request, by account. */
async function listNames(db: ReadDb, table: CaseTable): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(table.assigned.subarray(0, table.size))].filter((id) => id !== 0);
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("accounts").select(["id", "name"]).where("id", "in", ids).execute();
  return new Map(rows.map(({ id, name }) => [String(id), name]));
}

interface BoardsProps {
  ctx: Context;
  table: CaseTable;
  counting: Counting;
  /** Of each dimension, in their order. */
  figures: readonly (readonly Figures[])[];
  people: ReadonlyMap<string, string>;
}

function Boards({ ctx, table, counting, figures, people }: BoardsProps): VNode {
  const all = sumOf(figures[0] ?? []);
  const year = Number(counting.today.slice(0, 4));
  const channels = listChannelYears(table, counting, yearBefore(ctx.now));
  return (
    <>
      <Kpis
        items={[
          { value: formatNumber(all.open), text: t("cases.public.open"), href: href(PATH) },
          {
            value: formatNumber(all.late),
            text: t("cases.public.late"),
            late: all.late > 0,
            href: href(`${PATH}?ver=late`),
          },
          { value: formatNumber(all.soon), text: t("cases.board.soon"), href: href(`${PATH}?ver=week`) },
        ]}
      />
      {DIMENSIONS.map((dimension, index) => (
        <By
          dimension={dimension}
          rows={figures[index] ?? []}
          name={(code) =>
            dimension === "assigned" ? (people.get(code) ?? t("cases.desk.unassigned")) : codeName(ctx, dimension, code)
          }
        />
      ))}
      <ByChannel channels={channels} year={year} />
    </>
  );
}

/** A number that opens the rows it counts. */
function Rows({ n, query, about }: { n: number; query: Record<string, string>; about: string }): VNode {
  if (n === 0) return <>{formatNumber(0)}</>;
  const address = href(`${PATH}?${new URLSearchParams(query)}`);
  return (
    <Link href={address} label={`${formatNumber(n)} (${about})`}>
      {formatNumber(n)}
    </Link>
  );
}

interface ByProps {
  dimension: Dimension;
  rows: readonly Figures[];
  name: (code: string) => string;
}

function By({ dimension, rows, name }: ByProps): VNode {
  const days = (n: number | null): string => (n === null ? "–" : formatNumber(n));
  const whose = (code: string): Record<string, string> =>
    dimension === "assigned" && code === "" ? { de: "nobody" } : { [QUERY[dimension]]: code };
  const title = t(`cases.board.by.${dimension}`);
  return (
    <Section title={title} id={`por-${dimension}`}>
      <Table
        id={`tabla-${dimension}`}
        caption={`${t("cases.board.title")}: ${title}`}
        captionHidden
        columns={[
          { text: t(`cases.board.what.${dimension}`) },
          ...(["open", "late"] as const).map((column) => ({ text: t(`cases.public.${column}`), numeric: true })),
          ...(["soon", "median", "p90"] as const).map((column) => ({
            text: t(`cases.board.${column}`),
            numeric: true,
          })),
          { text: t("cases.public.inTimeShort"), numeric: true },
          { text: t("cases.board.helped"), numeric: true },
        ]}
        rows={rows.toSorted(byLate).map((one) => {
          const about = name(one.code);
          const opened = (n: number, ver: string) => <Rows n={n} query={{ ver, ...whose(one.code) }} about={about} />;
          return [
            about,
            opened(one.open, "open"),
            opened(one.late, "late"),
            opened(one.soon, "week"),
            days(one.median),
            days(one.p90),
            formatPercent(one.inTime, one.answered),
            formatPercent(one.helped, one.judged),
          ];
        })}
      />
    </Section>
  );
}
