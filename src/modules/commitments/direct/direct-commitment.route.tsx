// A commitment that answers needs without a vote: what the parties agreed in the room.
import type { VNode } from "preact";
import { z } from "zod";
import type { Territory } from "#core/territory/index.ts";
import { answerNeeds } from "#modules/demands/index.ts";
import { findProcess, listAllProcesses, type Process } from "#modules/processes/index.ts";
import { choices, FormState } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { calendarDay, href, t } from "#platform/i18n/i18n.ts";
import { Checkboxes } from "#platform/views/choices.tsx";
import { EmptyState, Notice } from "#platform/views/content.tsx";
import { SearchBox } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Bullets, Lead } from "#platform/views/text.tsx";
import { CommitmentForm } from "../make/commitment-form.tsx";
import { makeFields } from "../make/make-commitment.route.ts";
import { makeCommitment, requireFutureDay } from "../make/make-commitment.ts";
import { readPledge } from "../make/pledge.ts";
import { type AnswerableNeed, listAnswerable } from "./answerable.sql.ts";

const LISTED = 20;
const MOST_NEEDS = 200;
const crumbs = [{ text: "commitments.desk.title", path: "/gestion/compromisos" }] as const;

/** Chooses the process and the place. */
export const choosePlace = get({
  path: "/gestion/compromisos/directo",
  access: "commitments.write",
  handle: async (ctx) => {
    const processes = (await listAllProcesses(ctx.db)).filter((process) => process.state === "published");
    const may = (code: string) => ctx.authority.may("commitments.write", { territory: code });
    return {
      kind: "page",
      title: t("commitments.direct.title"),
      staff: true,
      section: "commitments",
      crumbs: [{ text: t(crumbs[0].text), path: crumbs[0].path }, { text: t("commitments.direct.title") }],
      body: (
        <Page width="narrow" gap="l">
          <Stack gap="s">
            <h1>{t("commitments.direct.title")}</h1>
            <Lead>{t("commitments.direct.lead")}</Lead>
          </Stack>
          {processes.length === 0 && (
            <EmptyState
              level={2}
              title={t("commitments.direct.noProcess")}
              text={t("commitments.direct.noProcessText")}
              action={{ href: href("/ayuda/prepare"), text: t("common.howTo") }}
            />
          )}
          {processes.map((process) => (
            <Section title={process.title} id={`p-${process.id}`}>
              <Bullets
                plain
                items={[...process.phases.keys()]
                  .filter(may)
                  .map((code) => ctx.entity.territory(code))
                  .map((place) => (
                    <Link href={href(`/gestion/compromisos/directo/${process.slug}/${place.slug}`)}>{place.name}</Link>
                  ))}
              />
            </Section>
          ))}
        </Page>
      ),
    };
  },
});

const params = z.object({ slug: z.string().max(80), place: z.string().max(120) });

interface Where {
  process: Process;
  place: Territory;
}

async function whereOf(ctx: Context, given: z.infer<typeof params>): Promise<Where> {
  const process = await findProcess(ctx.db, given.slug);
  const place = ctx.entity.bySlug(given.place);
  if (process === undefined || process.state === "draft" || place === undefined || !process.phases.has(place.code)) {
    throw notFound();
  }
  ctx.authority.require("commitments.write", { territory: place.code });
  return { process, place };
}

async function page(
  ctx: Context,
  given: z.infer<typeof params>,
  form = new FormState(),
  search = "",
): Promise<PageAnswer> {
  const { process, place } = await whereOf(ctx, given);
  const chosen = form.values("needs").map(Number).filter(Number.isSafeInteger);
  const where = { processId: process.id, territory: place.code, search, chosen, limit: LISTED + chosen.length };
  const needs = await listAnswerable(ctx.db, where);
  const address = `/gestion/compromisos/directo/${process.slug}/${place.slug}`;
  return {
    kind: "page",
    title: `${t("commitments.direct.title")}: ${place.name}`,
    staff: true,
    section: "commitments",
    crumbs: [
      { text: t(crumbs[0].text), path: crumbs[0].path },
      { text: t("commitments.direct.title"), path: "/gestion/compromisos/directo" },
      { text: place.name },
    ],
    body: CommitmentForm({
      title: t("commitments.direct.title"),
      lead: t("commitments.direct.of", { place: place.name, process: process.title }),
      action: address,
      form,
      entity: ctx.entity,
      territory: place.code,
      before: (
        <SearchBox
          id="buscar"
          name="buscar"
          quiet
          action={href(address)}
          label={t("commitments.direct.search")}
          value={search}
        />
      ),
      first: <Needs needs={needs} form={form} />,
    }),
  };
}

function Needs({ needs, form }: { needs: readonly AnswerableNeed[]; form: FormState }): VNode {
  if (needs.length === 0) return <Notice tone="warn">{t("commitments.direct.noNeeds")}</Notice>;
  return (
    <Checkboxes
      id="needs"
      label={t("commitments.direct.needs")}
      values={form.values("needs")}
      error={form.error("needs")}
      options={needs.map((need) => ({
        value: String(need.id),
        label: need.text,
        more: [need.place, t("commitments.direct.people", { n: need.supports + 1 })].filter(Boolean).join(" · "),
      }))}
    />
  );
}

export const directForm = get({
  path: "/gestion/compromisos/directo/:slug/:place",
  access: "commitments.write",
  params,
  query: z.object({ buscar: z.string().max(200).catch("").default("") }),
  handle: (ctx, { params: given, query }) => page(ctx, given, undefined, query.buscar.trim()),
});

export const makeDirect = post({
  path: "/gestion/compromisos/directo/:slug/:place",
  access: "commitments.write",
  params,
  body: z.object({ ...makeFields, needs: choices(MOST_NEEDS) }),
  handle: async (ctx, tx, { params: given, body }) => {
    const { process, place } = await whereOf(ctx, given);
    const ids = [...new Set(body.needs.filter((need) => need !== "").map(Number))];
    if (ids.length === 0) throw new Problem(400, "commitments.direct.choose", { field: "needs" });
    if (!ids.every(Number.isSafeInteger)) throw new Problem(400, "common.unknownChoice", { field: "needs" });
    requireFutureDay(body.dueDate, calendarDay(ctx.now, ctx.entity.timeZone));
    const pledge = readPledge(ctx.entity, body, place.code);
    const answered = await answerNeeds(tx, { processId: process.id, ids });
    if (answered.some((need) => need.territory !== place.code)) {
      throw new Problem(400, "common.unknownChoice", { field: "needs" });
    }
    const id = await makeCommitment(tx, ctx, process, {
      ...pledge,
      territory: place.code,
      dueDate: body.dueDate,
      state: body.state,
      origins: ids,
    });
    return redirect(`/compromisos/${id}`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params, form),
});
