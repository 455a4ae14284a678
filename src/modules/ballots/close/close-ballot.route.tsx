import type { VNode } from "preact";
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { addHistory } from "#core/trace/index.ts";
import { findPhase, getProcessForStaff, type Process } from "#modules/processes/index.ts";
import { FormState } from "#platform/http/form.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { formatDeadline, formatInstant, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { Table } from "#platform/views/content.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page } from "#platform/views/layout.tsx";
import { Button, Link, LinkButton } from "#platform/views/link.tsx";
import { Lead } from "#platform/views/text.tsx";
import { countVoters, findBallot, listTerritoryCounts, type TerritoryCount } from "../ballots.sql.ts";
import { closeTerritory, listDue } from "./close-ballot.ts";

const params = z.object({ slug: z.string() });

async function page(ctx: Context, slug: string, form = new FormState()): Promise<PageAnswer> {
  const process = await getProcessForStaff(ctx.db, slug, ctx.authority);
  const ballot = await findBallot(ctx.db, process.id);
  return {
    kind: "page",
    title: t("ballots.close.title"),
    staff: true,
    section: "processes",
    crumbs: [
      { text: t("processes.prepare.list"), path: "/gestion/procesos" },
      { text: process.title, written: true, path: `/gestion/procesos/${process.slug}` },
      { text: t("ballots.close.title") },
    ],
    body: (
      <VoteDesk
        process={process}
        entity={ctx.entity}
        counts={ballot === undefined ? [] : await listTerritoryCounts(ctx.db, ballot.id)}
        voters={ballot === undefined ? new Map() : await countVoters(ctx.db, ballot.id)}
        due={(await listDue(ctx.db, process, ctx.now)).length}
        form={form}
      />
    ),
  };
}

export const voteDesk = get({
  path: "/gestion/procesos/:slug/votacion",
  access: "ballots.count",
  params,
  handle: (ctx, input) => page(ctx, input.params.slug),
});

/** Counts every territory whose time is over, without waiting for the periodic job. */
export const countNow = post({
  path: "/gestion/procesos/:slug/votacion",
  access: "ballots.count",
  params,
  body: z.object({}),
  handle: async (ctx, tx, { params: given }) => {
    ctx.authority.require("ballots.count");
    const process = await getProcessForStaff(tx, given.slug, ctx.authority);
    const due = await listDue(tx, process, ctx.now);
    const counted = due.filter((territory) => ctx.authority.may("ballots.count", { territory }));
    for (const territory of counted) await closeTerritory(tx, process, territory, ctx.now);
    const ballot = await findBallot(tx, process.id);
    if (ballot !== undefined && counted.length > 0) {
      const { accountId } = ctx.authority.actor;
      const line = { thingId: ballot.id, event: "ballots.counted", data: { territories: counted } };
      await addHistory(tx, { ...line, public: false, by: accountId, now: ctx.now });
    }
    return redirect(`/gestion/procesos/${given.slug}/votacion`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.slug, form),
});

interface Props {
  process: Process;
  entity: Entity;
  counts: readonly TerritoryCount[];
  voters: ReadonlyMap<string, number>;
  due: number;
  form: FormState;
}

function VoteDesk({ process, entity, counts, voters, due, form }: Props): VNode {
  return (
    <Page width="wide" gap="l">
      <ErrorSummary errors={form.errors} />
      <h1>{t("ballots.close.title")}</h1>
      <Lead>{t("ballots.close.lead", { n: due })}</Lead>
      {due > 0 && (
        <Form action={href(`/gestion/procesos/${process.slug}/votacion`)}>
          <Button>{t("ballots.close.count")}</Button>
        </Form>
      )}
      {process.verification === "paper" && (
        <LinkButton kind="quiet" href={href(`/gestion/procesos/${process.slug}/codigos`)}>
          {t("ballots.close.paper")}
        </LinkButton>
      )}
      <Table
        id="votacion"
        caption={t("ballots.close.title")}
        captionHidden
        columns={[
          { text: t("processes.prepare.place") },
          { text: t("ballots.close.closes") },
          { text: t("ballots.close.voters"), numeric: true },
          { text: t("ballots.close.counted") },
        ]}
        rows={counts.map((count) => [
          <Link href={href(`/procesos/${process.slug}/${entity.slugOf(count.territory)}/resultados`)}>
            {entity.territory(count.territory).name}
          </Link>,
          closesAt(process, count.territory),
          formatNumber(count.ballots ?? voters.get(count.territory) ?? 0),
          count.closedAt === null ? "" : formatInstant(count.closedAt),
        ])}
      />
    </Page>
  );
}

function closesAt(process: Process, territory: string): string {
  const dates = findPhase(process, territory, "vote");
  return dates === undefined ? "" : formatDeadline(dates.closesAt);
}
