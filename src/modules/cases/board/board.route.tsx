// The board of a boss: by agency and by person, what is open, late and at risk. Each number opens its rows.
import type { VNode } from "preact";
import { instantOf } from "#platform/clock/zone.ts";
import { type Context, get } from "#platform/http/route.ts";
import { formatDate, formatNumber, formatPercent, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Table } from "#platform/views/content.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Kpis } from "#platform/views/lists.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import { askingOf } from "../desk/filter.ts";
import { type AgencyBoard, listAgencyBoard, listPersonBoard, type PersonBoard } from "./board.sql.ts";

const PATH = "/gestion/solicitudes";

export const board = get({
  path: `${PATH}/tablero`,
  access: "cases.work",
  handle: async (ctx) => {
    const asking = askingOf(ctx);
    const since = instantOf(`${asking.today.slice(0, 4)}-01-01`, ctx.entity.timeZone);
    const agencies = await listAgencyBoard(ctx.db, since, asking);
    const people = await listPersonBoard(ctx.db, asking);
    const sum = (field: "open" | "late" | "soon"): number => agencies.reduce((all, one) => all + one[field], 0);
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
          {agencies.length === 0 ? (
            <EmptyState
              level={2}
              title={t("cases.board.none")}
              text={t("cases.board.noneText")}
              action={{ href: href(`${PATH}/nueva`), text: t("cases.counter.title") }}
            />
          ) : (
            <>
              <Kpis
                items={[
                  { value: formatNumber(sum("open")), text: t("cases.public.open"), href: href(PATH) },
                  {
                    value: formatNumber(sum("late")),
                    text: t("cases.public.late"),
                    late: sum("late") > 0,
                    href: href(`${PATH}?ver=late`),
                  },
                  { value: formatNumber(sum("soon")), text: t("cases.board.soon"), href: href(`${PATH}?ver=week`) },
                ]}
              />
              <ByAgency ctx={ctx} agencies={agencies} />
              <ByPerson people={people} />
            </>
          )}
          <Fine>{t("cases.board.source", { date: formatDate(asking.today), year: asking.today.slice(0, 4) })}</Fine>
        </Page>
      ),
    };
  },
});

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

function ByAgency({ ctx, agencies }: { ctx: Context; agencies: readonly AgencyBoard[] }): VNode {
  const { entity, locale } = ctx;
  const days = (n: number | null): string => (n === null ? "–" : formatNumber(n));
  return (
    <Section title={t("cases.public.byAgency")} id="organismos">
      <Table
        id="tabla-organismos"
        caption={`${t("cases.board.title")}: ${t("cases.public.byAgency")}`}
        captionHidden
        columns={[
          { text: t("cases.fact.agency") },
          ...(["open", "late"] as const).map((name) => ({ text: t(`cases.public.${name}`), numeric: true })),
          ...(["soon", "median", "p90"] as const).map((name) => ({ text: t(`cases.board.${name}`), numeric: true })),
          { text: t("cases.public.inTimeShort"), numeric: true },
          { text: t("cases.board.helped"), numeric: true },
        ]}
        rows={agencies.map((one) => {
          const name = entity.name(entity.agency(one.agency), locale);
          const rows = (n: number, ver: string) => <Rows n={n} query={{ ver, organismo: one.agency }} about={name} />;
          return [
            name,
            rows(one.open, "open"),
            rows(one.late, "late"),
            rows(one.soon, "week"),
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

function ByPerson({ people }: { people: readonly PersonBoard[] }): VNode {
  return (
    <Section title={t("cases.board.byPerson")} id="personas">
      <Table
        id="tabla-personas"
        caption={`${t("cases.board.title")}: ${t("cases.board.byPerson")}`}
        captionHidden
        columns={[
          { text: t("cases.board.person") },
          ...(["open", "late"] as const).map((name) => ({ text: t(`cases.public.${name}`), numeric: true })),
          { text: t("cases.board.soon"), numeric: true },
        ]}
        rows={people.map((one) => {
          const name = one.name ?? t("cases.desk.unassigned");
          const whose: Record<string, string> = one.id === null ? { de: "nobody" } : { persona: String(one.id) };
          const rows = (n: number, ver: string) => <Rows n={n} query={{ ver, ...whose }} about={name} />;
          return [name, rows(one.open, "open"), rows(one.late, "late"), rows(one.soon, "week")];
        })}
      />
    </Section>
  );
}
