// A request that everybody may read: what was asked, how it goes, and the way to follow it or to ask for the same.
import { z } from "zod";
import { FollowLink, followPath } from "#core/follows/index.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { calendarDay, formatDate, formatInstant, href, t } from "#platform/i18n/i18n.ts";
import { Facts } from "#platform/views/content.tsx";
import { Actions, Page, Stack } from "#platform/views/layout.tsx";
import { LinkButton, NextLink } from "#platform/views/link.tsx";
import { Fine, Plainly } from "#platform/views/text.tsx";
import { StateTag } from "../state-tag.tsx";
import { findPublicCase } from "./public-cases.sql.ts";

export const publicCase = get({
  path: "/solicitudes/:id",
  access: "public",
  params: z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
  cache: { seconds: 60, tags: ({ id }) => ["cases", `thing:${id}`] },
  handle: async (ctx, { params }) => {
    const one = await findPublicCase(ctx.db, params.id);
    if (one === undefined) throw notFound();
    const { entity, locale } = ctx;
    return {
      kind: "page",
      title: t("cases.mine.title", { number: one.number }),
      section: "cases",
      crumbs: [{ text: t("cases.title"), path: "/solicitudes" }, { text: one.number }],
      body: (
        <Page width="narrow" gap="l">
          <Stack gap="s">
            <h1>{one.number}</h1>
            <p>
              <StateTag one={one} today={calendarDay(ctx.now, entity.timeZone)} />
            </p>
          </Stack>
          <Plainly text={one.text} />
          <Facts
            items={[
              { name: t("cases.fact.form"), value: t(`cases.form.${one.form}.name`) },
              { name: t("cases.fact.place"), value: entity.territory(one.territory).name },
              { name: t("cases.fact.agency"), value: entity.name(entity.agency(one.agency), locale) },
              { name: t("cases.fact.received"), value: formatInstant(one.receivedAt) },
              ...(one.closedAt !== null
                ? []
                : [
                    {
                      name: t("cases.fact.due"),
                      value: one.dueOn === null ? t("cases.stopped") : formatDate(one.dueOn),
                    },
                  ]),
            ]}
          />
          {one.alike > 0 && <p>{t("cases.public.alike", { n: one.alike })}</p>}
          {one.joint !== null && (
            <NextLink href={href(`/solicitudes/respuestas/${one.joint}`)}>{t("cases.joint.read")}</NextLink>
          )}
          <Actions>
            <LinkButton href={href(`/solicitudes/nueva?como=${one.id}`)}>{t("cases.public.meToo")}</LinkButton>
          </Actions>
          <Fine>{t("cases.public.ownTerm")}</Fine>
          <FollowLink path={followPath(one.id)} />
          <NextLink href={href(`/hilo/${one.id}`)}>{t("cases.public.thread")}</NextLink>
        </Page>
      ),
    };
  },
});
