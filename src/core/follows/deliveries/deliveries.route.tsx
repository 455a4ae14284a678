// What goes out by mail, for whoever runs the platform: how much, what was refused, and the button that tries again.
import { z } from "zod";
import { get, post, redirect } from "#platform/http/route.ts";
import { formatInstant, formatNumber, href, t, translate } from "#platform/i18n/i18n.ts";
import { addJob } from "#platform/jobs/jobs.ts";
import { EmptyState, Table } from "#platform/views/content.tsx";
import { Form } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Kpis } from "#platform/views/lists.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import { SEND_JOB } from "../send/send.ts";
import { countDeliveries, listTroubled, retryAll } from "./deliveries.sql.ts";

const DAYS = 7;
const SHOWN = 100;
const since = (now: Date): Date => new Date(now.getTime() - DAYS * 86_400_000);

export const deliveries = get({
  path: "/gestion/avisos",
  access: "follows.watch",
  handle: async (ctx) => {
    const counts = await countDeliveries(ctx.db, since(ctx.now));
    const troubled = await listTroubled(ctx.db, SHOWN);
    const kpi = (value: number, text: string, late = false) => ({ value: formatNumber(value), text, late });
    return {
      kind: "page",
      title: t("follows.deliveries.title"),
      staff: true,
      section: "notices",
      body: (
        <Page width="wide" gap="l">
          <Stack gap="s">
            <h1>{t("follows.deliveries.title")}</h1>
            <Lead>{t("follows.deliveries.lead")}</Lead>
          </Stack>
          <Kpis
            items={[
              kpi(counts.followers, t("follows.deliveries.followers", { n: counts.followers })),
              kpi(counts.follows, t("follows.deliveries.follows", { n: counts.follows })),
              kpi(counts.sent, t("follows.deliveries.sent", { n: counts.sent, days: DAYS })),
              kpi(counts.waiting + counts.sending, t("follows.deliveries.waiting", { n: counts.waiting })),
              kpi(counts.failed, t("follows.deliveries.failed", { n: counts.failed }), counts.failed > 0),
              kpi(counts.unreachable, t("follows.deliveries.unreachable", { n: counts.unreachable })),
            ]}
          />
          <Fine>{t("follows.deliveries.held", { n: counts.held })}</Fine>
          <Section title={t("follows.deliveries.troubled")} id="fallos">
            {troubled.length === 0 ? (
              <EmptyState
                title={t("follows.deliveries.none")}
                text={t("follows.deliveries.noneText")}
                action={{ href: href("/ayuda/follow"), text: t("common.howTo") }}
              />
            ) : (
              <Stack>
                <Table
                  id="tabla-fallos"
                  caption={t("follows.deliveries.table")}
                  captionHidden
                  columns={[
                    { text: t("follows.deliveries.when") },
                    { text: t("follows.deliveries.what") },
                    { text: t("follows.deliveries.to") },
                    { text: t("follows.deliveries.error") },
                    { text: t("follows.deliveries.tries"), numeric: true },
                    { text: t("follows.deliveries.state.title") },
                  ]}
                  rows={troubled.map((one) => [
                    formatInstant(one.at),
                    translate(`follows.deliveries.kind.${one.kind}`),
                    one.domain,
                    one.error ?? "",
                    formatNumber(one.attempts),
                    t(`follows.deliveries.state.${one.state}`),
                  ])}
                />
                <Form action={href("/gestion/avisos")}>
                  <Button kind="quiet" icon="undo">
                    {t("follows.deliveries.retry")}
                  </Button>
                </Form>
              </Stack>
            )}
          </Section>
        </Page>
      ),
    };
  },
});

export const retry = post({
  path: "/gestion/avisos",
  access: "follows.watch",
  body: z.object({}),
  handle: async (ctx, tx) => {
    ctx.authority.requireWhole("follows.watch");
    await retryAll(tx, since(ctx.now), ctx.now);
    await addJob(tx, SEND_JOB, {}, { key: SEND_JOB });
    return redirect("/gestion/avisos");
  },
});
