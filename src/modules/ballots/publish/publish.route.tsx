import { Readable } from "node:stream";
import type { VNode } from "preact";
import { z } from "zod";
import { getPublicProcess, type Process } from "#modules/processes/index.ts";
import { get } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Facts, Table } from "#platform/views/content.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Bullets, Lead, Mono } from "#platform/views/text.tsx";
import { ballotsCsv, findLot, type Lot, resultJson, rulesJson } from "./published.ts";

const params = z.object({ slug: z.string() });
const JSON_TYPE = "application/json; charset=utf-8";
const COLUMNS = ["ballot", "territory", "initiative"] as const;

export const ballotsFile = get({
  path: "/procesos/:slug/votos.csv",
  access: "public",
  params,
  handle: async (ctx, { params: given }) => {
    const process = await getPublicProcess(ctx.db, given.slug);
    const body = Readable.from(ballotsCsv(ctx.db, process.id), { objectMode: false });
    return { kind: "data", type: "text/csv; charset=utf-8", filename: `votos-${process.slug}.csv`, body };
  },
});

/** What each column of the ballots is, for programs. */
export const ballotsDictionary = get({
  path: "/procesos/:slug/votos.json",
  access: "public",
  params,
  handle: async (ctx, { params: given }) => {
    const { slug } = await getPublicProcess(ctx.db, given.slug);
    const at = (file: string): string => `${ctx.publicUrl}/procesos/${slug}/${file}`;
    const columns = COLUMNS.map((name) => ({ name, about: t(`ballots.recount.column.${name}`) }));
    const files = { ballots: at("votos.csv"), rules: at("reglas.json"), result: at("resultados.json") };
    return { kind: "data", type: JSON_TYPE, body: `${JSON.stringify({ ...files, columns }, undefined, 2)}\n` };
  },
});

export const rulesFile = get({
  path: "/procesos/:slug/reglas.json",
  access: "public",
  params,
  handle: async (ctx, { params: given }) => {
    const process = await getPublicProcess(ctx.db, given.slug);
    return { kind: "data", type: JSON_TYPE, body: rulesJson(process, await findLot(ctx.db, process)) };
  },
});

export const resultFile = get({
  path: "/procesos/:slug/resultados.json",
  access: "public",
  params,
  handle: async (ctx, { params: given }) => {
    const process = await getPublicProcess(ctx.db, given.slug);
    return { kind: "data", type: JSON_TYPE, body: await resultJson(ctx.db, process) };
  },
});

/** How anybody counts the votes again, with what, and what was promised before the vote. */
export const recountPage = get({
  path: "/procesos/:slug/conteo",
  access: "public",
  params,
  cache: { seconds: 60, tags: (given) => ["processes", `results:${given.slug}`] },
  handle: async (ctx, { params: given }) => {
    const process = await getPublicProcess(ctx.db, given.slug);
    return {
      kind: "page",
      title: t("ballots.recount.title"),
      section: "look",
      crumbs: [
        { text: process.title, written: true, path: `/procesos/${process.slug}` },
        { text: t("ballots.results.crumb"), path: `/procesos/${process.slug}/votacion` },
        { text: t("ballots.recount.crumb") },
      ],
      body: <Recount process={process} lot={await findLot(ctx.db, process)} />,
    };
  },
});

function Recount({ process, lot }: { process: Process; lot: Lot }): VNode {
  const base = `/procesos/${process.slug}`;
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t("ballots.recount.title")}</h1>
        <Lead>{t("ballots.recount.lead")}</Lead>
      </Stack>
      <Section title={t("ballots.recount.rules")} id="reglas">
        <Facts
          items={[
            { name: t("processes.prepare.choices.label"), value: String(process.choices) },
            { name: t("processes.prepare.winners.label"), value: String(process.winners) },
            { name: t("processes.prepare.verification"), value: t(`processes.verification.${process.verification}`) },
          ]}
        />
      </Section>
      <Section title={t("ballots.recount.lot")} id="sorteo">
        <LotText lot={lot} />
      </Section>
      <Section title={t("ballots.recount.files")} id="archivos">
        <Bullets
          items={[
            <Link href={href(`${base}/votos.csv`)}>{t("ballots.recount.ballots")}</Link>,
            <Link href={href(`${base}/reglas.json`)}>{t("ballots.recount.rulesFile")}</Link>,
            <Link href={href(`${base}/resultados.json`)}>{t("ballots.recount.result")}</Link>,
            <Link href={href(`${base}/votos.json`)}>{t("ballots.recount.dictionary")}</Link>,
          ]}
        />
        <Table
          id="columnas"
          caption={t("ballots.recount.columns")}
          columns={[{ text: t("ballots.recount.name") }, { text: t("ballots.recount.about") }]}
          rows={COLUMNS.map((name) => [name, t(`ballots.recount.column.${name}`)])}
        />
        <p>{t("ballots.recount.privacy")}</p>
      </Section>
      <Section title={t("ballots.recount.how")} id="comando">
        <p>{t(lot.seed === undefined ? "ballots.recount.howLater" : "ballots.recount.howText")}</p>
        <Mono>{TALLY_COMMAND}</Mono>
      </Section>
    </Page>
  );
}

/** What anybody runs on the two files to count again. */
export const TALLY_COMMAND = "npm run -s sigesi -- tally votos.csv --rules reglas.json --json";

/** The lot in plain words: what was committed to, and the seed once nobody can vote any more. */
export function LotText({ lot }: { lot: Lot }): VNode {
  return (
    <Stack gap="s">
      <p>{t("ballots.lot.text")}</p>
      <p>{t("ballots.lot.commitment")}</p>
      <Mono>{lot.commitment}</Mono>
      {lot.seed === undefined ? (
        <p>{t("ballots.lot.later")}</p>
      ) : (
        <>
          <p>{t("ballots.lot.seed")}</p>
          <Mono>{lot.seed}</Mono>
        </>
      )}
    </Stack>
  );
}
