import type { VNode } from "preact";
import { z } from "zod";
import { accountOf } from "#core/people/index.ts";
import { choice, FormState, textField } from "#platform/http/form.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { formatInstant, href, t } from "#platform/i18n/i18n.ts";
import type { ReportedItem } from "#platform/module.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Card, EmptyState, Notice, Picture, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Actions, Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Bullets, Lead, Said, Small } from "#platform/views/text.tsx";
import {
  decideProtection,
  getProtectionCase,
  listOpenings,
  listProtectionCases,
  noteOpening,
  type OpeningLine,
  type ProtectionCase,
} from "./protection.ts";
import { Urgent } from "./urgent.view.tsx";

const SHOWN = 100;
/** An opening that was written down lets one read for a while; after it, it is written down again. */
const READING_MS = 30 * 60_000;
const PICTURE_SIDE = 480;
const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
const section = "protection";

function placeOf(ctx: Context, { territory }: ProtectionCase): string {
  return territory === null ? ctx.entity.root.name : (ctx.entity.find(territory)?.name ?? territory);
}

export const protectionList = get({
  path: "/gestion/proteccion",
  access: "protection.see",
  handle: async (ctx) => {
    const held = ctx.authority.territoriesFor("protection.see");
    const within =
      held && ctx.entity.allTerritories().filter(({ code }) => held.some((place) => ctx.entity.isWithin(code, place)));
    const cases = await listProtectionCases(
      ctx.db,
      within?.map(({ code }) => code),
      SHOWN,
    );
    return {
      kind: "page",
      title: t("moderation.protection.title"),
      staff: true,
      section,
      body: (
        <Page width="narrow" gap="l">
          <Stack gap="s">
            <h1>{t("moderation.protection.title")}</h1>
            <Lead>{t("moderation.protection.lead")}</Lead>
          </Stack>
          {cases.length === 0 && (
            <EmptyState
              level={2}
              title={t("moderation.protection.none")}
              text={t("moderation.protection.noneText")}
              action={{ href: href("/ayuda/moderate"), text: t("common.howTo") }}
            />
          )}
          <Items>
            {cases.map((one) => (
              <Item
                level={2}
                title={t("moderation.protection.case", { id: String(one.id) })}
                over={
                  <Tag tone={one.state === "open" ? "late" : "done"}>
                    {t(`moderation.protection.state.${one.state}`)}
                  </Tag>
                }
                meta={`${placeOf(ctx, one)} · ${formatInstant(one.openedAt)}`}
                side={
                  <Form action={href(`/gestion/proteccion/${one.id}/abrir`)} layout="bare">
                    <Button size="small" kind="quiet" label={`${t("moderation.protection.open")} ${one.id}`}>
                      {t("moderation.protection.open")}
                    </Button>
                  </Form>
                }
              />
            ))}
          </Items>
          <Urgent entity={ctx.entity} />
        </Page>
      ),
    };
  },
});

/** Opens a case, and leaves word of it. */
export const openCaseRoute = post({
  path: "/gestion/proteccion/:id/abrir",
  access: "protection.see",
  params,
  body: z.object({}),
  handle: async (ctx, tx, { params: { id } }) => {
    await noteOpening(tx, ctx, id);
    return redirect(`/gestion/proteccion/${id}`);
  },
});

async function casePage(ctx: Context, id: number, form = new FormState()): Promise<PageAnswer> {
  const one = await getProtectionCase(ctx.db, ctx, id);
  const openings = await listOpenings(ctx.db, id);
  const me = accountOf(ctx);
  const read = openings.some(({ accountId, at }) => accountId === me && ctx.now.getTime() - at.getTime() < READING_MS);
  // Nobody reads without leaving word of it.
  const item = read ? await ctx.reportables.get(one.kind)?.find(ctx.db, one.subjectId, { reserved: true }) : undefined;
  return {
    kind: "page",
    title: t("moderation.protection.case", { id: String(id) }),
    staff: true,
    section,
    crumbs: [
      { text: t("moderation.protection.title"), path: "/gestion/proteccion" },
      { text: t("moderation.protection.case", { id: String(id) }) },
    ],
    body: (
      <Page width="narrow" gap="l">
        <ErrorSummary errors={form.errors} />
        <Stack gap="s">
          <h1>{t("moderation.protection.case", { id: String(id) })}</h1>
          <Small soft>
            {placeOf(ctx, one)} · {formatInstant(one.openedAt)} · {t(`moderation.protection.source.${one.source}`)}
          </Small>
        </Stack>
        {read ? <Told one={one} item={item} form={form} /> : <Ask id={id} />}
        <Openings openings={openings} />
        <Urgent entity={ctx.entity} />
      </Page>
    ),
  };
}

export const protectionCase = get({
  path: "/gestion/proteccion/:id",
  access: "protection.see",
  params,
  handle: (ctx, input) => casePage(ctx, input.params.id),
});

export const decideProtectionRoute = post({
  path: "/gestion/proteccion/:id",
  access: "protection.see",
  params,
  body: z.object({
    state: choice(["returned", "closed"], "moderation.desk.choose"),
    outcome: textField({
      min: 10,
      max: 1000,
      required: "moderation.protection.outcomeMissing",
      short: "moderation.protection.outcomeMissing",
    }),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    await decideProtection(tx, ctx, id, body);
    return redirect("/gestion/proteccion");
  },
  invalid: (ctx, input, form) => casePage(ctx, input.params.id, form),
});

function Ask({ id }: { id: number }): VNode {
  return (
    <Form action={href(`/gestion/proteccion/${id}/abrir`)}>
      <Notice tone="warn">{t("moderation.protection.ask")}</Notice>
      <Button>{t("moderation.protection.open")}</Button>
    </Form>
  );
}

/** @param props `item`: undefined once its author withdrew it, and then it cannot be shown again. */
function Told(props: { one: ProtectionCase; item: ReportedItem | undefined; form: FormState }): VNode {
  const { one, item, form } = props;
  return (
    <>
      {item === undefined && (
        <Notice tone="warn" title={t("moderation.protection.withdrawn")}>
          {t("moderation.protection.withdrawnText")}
        </Notice>
      )}
      {item && item.text !== "" && <Said>{item.text}</Said>}
      {item?.photo && (
        <Picture src={item.photo.path} alt={t("moderation.case.photo")} width={PICTURE_SIDE} height={PICTURE_SIDE} />
      )}
      {one.note !== null && <Small>«{one.note}»</Small>}
      {one.outcome !== null && (
        <Notice title={t(`moderation.protection.state.${one.state}`)}>
          <p>{one.outcome}</p>
          <p>{one.decidedName}</p>
        </Notice>
      )}
      {one.state === "open" && (
        <Card title={t("moderation.protection.decide")} id="decidir">
          <Form action={href(`/gestion/proteccion/${one.id}`)}>
            <TextArea
              id="outcome"
              label={t("moderation.protection.outcome")}
              hint={t("moderation.protection.outcomeHint")}
              value={form.value("outcome")}
              error={form.error("outcome")}
              rows={4}
              maxLength={1000}
            />
            <Actions>
              <Button name="state" value="closed">
                {t("moderation.protection.close")}
              </Button>
              {item && (
                <Button name="state" value="returned" kind="quiet">
                  {t("moderation.protection.return")}
                </Button>
              )}
            </Actions>
          </Form>
        </Card>
      )}
      <NextLink href={href("/gestion/proteccion")}>{t("moderation.protection.title")}</NextLink>
    </>
  );
}

function Openings({ openings }: { openings: readonly OpeningLine[] }): VNode {
  return (
    <Section title={t("moderation.protection.openings")} id="aperturas">
      {openings.length === 0 ? (
        <p>{t("moderation.protection.noOpenings")}</p>
      ) : (
        <Bullets items={openings.map(({ name, at }) => `${name}, ${formatInstant(at)}`)} />
      )}
    </Section>
  );
}
