import type { VNode } from "preact";
import { z } from "zod";
import { getMeeting, listFiles, type Meeting } from "#modules/meetings/index.ts";
import { getProcess, type Process } from "#modules/processes/index.ts";
import { FormState, textField, wholeNumber } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { href, t, translate } from "#platform/i18n/i18n.ts";
import { Details, Notice, Table } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Actions, Page, Section, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton, NextLink } from "#platform/views/link.tsx";
import { Bullets, Fine, Lead } from "#platform/views/text.tsx";
import { findBallot } from "../ballots.sql.ts";
import { listBatches, MAX_BATCH, printBatch } from "../paper/paper-codes.ts";
import { drawBallots } from "./draw-ballots.ts";
import { listNumbered, type Numbered } from "./numbered.sql.ts";
import { countSheets, type Disagreement, listDisagreements } from "./sheets.sql.ts";
import { requireTyping, type SheetState, typeSheet } from "./type-sheet.ts";

const params = z.object({ id: z.coerce.number().int().positive() });

interface Props {
  meeting: Meeting;
  process: Process;
  initiatives: readonly Numbered[];
  counts: ReadonlyMap<SheetState, number>;
  disagreements: readonly Disagreement[];
  /** Pictures of sheets that this person may open. */
  pictures: number;
  form: FormState;
  /** Why nothing can be typed now, if so. */
  closed: string | undefined;
}

async function page(ctx: Context, id: number, form = new FormState()): Promise<PageAnswer> {
  const meeting = await getMeeting(ctx.db, id);
  const process = await getProcess(ctx.db, meeting.processId);
  return {
    kind: "page",
    title: t("ballots.typed.title", { title: meeting.title }),
    staff: true,
    section: "meetings",
    crumbs: [
      { text: t("meetings.desk.title"), path: "/gestion/reuniones" },
      { text: meeting.title, written: true, path: `/gestion/reuniones/${id}` },
      { text: t("meetings.run.votes.title") },
    ],
    body: TypeSheets({
      meeting,
      process,
      initiatives: await listNumbered(ctx.db, process.id, meeting.territory),
      counts: await countSheets(ctx.db, id),
      disagreements: await listDisagreements(ctx.db, id),
      pictures: ctx.authority.may("meetings.run", { territory: meeting.territory })
        ? (await listFiles(ctx.db, id, "sheet")).length
        : 0,
      form,
      closed: closedBecause(ctx, meeting, process),
    }),
  };
}

function closedBecause(ctx: Context, meeting: Meeting, process: Process): string | undefined {
  try {
    requireTyping(ctx, meeting, process);
    return undefined;
  } catch (error) {
    if (error instanceof Problem && error.status === 409) return translate(error.key, error.parameters);
    throw error;
  }
}

function TypeSheets(props: Props): VNode {
  const { meeting, process, initiatives, counts, form, closed } = props;
  const base = `/gestion/reuniones/${meeting.id}/votos`;
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  return (
    <Page width="wide" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("ballots.typed.title", { title: meeting.title })}</h1>
        <Lead>{t("ballots.typed.lead")}</Lead>
      </Stack>
      <Split>
        <Stack gap="l">
          {closed !== undefined && <Notice>{closed}</Notice>}
          {closed === undefined && (
            <Form action={href(base)} layout="stack">
              <Field {...field("code")} label={t("ballots.typed.code")} autocomplete="off" focus />
              <Field
                {...field("numbers")}
                label={t("ballots.typed.numbers")}
                hint={t("ballots.typed.numbersHint", { n: process.choices })}
                autocomplete="off"
              />
              <Actions>
                <Button>{t("ballots.typed.save")}</Button>
              </Actions>
            </Form>
          )}
          <Notice tone="info">
            {t("ballots.typed.counts", {
              cast: counts.get("cast") ?? 0,
              once: counts.get("once") ?? 0,
              disagree: counts.get("disagree") ?? 0,
            })}
          </Notice>
          <Disagreements {...props} />
        </Stack>
        <Side>
          <Section title={t("ballots.typed.offered")} id="iniciativas" gap="s">
            <Bullets
              plain
              items={initiatives.map((one) =>
                one.withdrawn ? <s>{`${one.number}. ${one.title}`}</s> : `${one.number}. ${one.title}`,
              )}
            />
            <LinkButton kind="quiet" size="small" href={href(`${base}.pdf`)} icon="print">
              {t("ballots.typed.readingSheet")}
            </LinkButton>
          </Section>
          {process.verification === "paper" && (
            <Details summary={t("ballots.typed.printSheets")} open={form.error("count") !== undefined}>
              <Form action={href(`${base}/hojas`)} layout="stack">
                <Field {...field("count")} width="4" inputMode="numeric" label={t("ballots.typed.howMany")} />
                <Fine>{t("ballots.typed.printOnce")}</Fine>
                <Button kind="quiet">{t("ballots.typed.print")}</Button>
              </Form>
            </Details>
          )}
        </Side>
      </Split>
    </Page>
  );
}

/** Both readings side by side: whoever has the paper in hand says which one is right by typing it. */
function Disagreements({ meeting, disagreements, initiatives, pictures }: Props): VNode | null {
  if (disagreements.length === 0) return null;
  const numbers = new Map(initiatives.map((one) => [one.id, one.number]));
  const words = (choices: readonly number[]): string => choices.map((id) => numbers.get(id) ?? "?").join(", ");
  return (
    <Section title={t("ballots.typed.disagree", { n: disagreements.length })} id="no-coinciden" gap="s">
      <p>{t("ballots.typed.disagreeText")}</p>
      <Table
        id="tabla-no-coinciden"
        caption={t("ballots.typed.disagree", { n: disagreements.length })}
        captionHidden
        columns={[
          { text: t("ballots.typed.ends") },
          { text: t("ballots.typed.firstReading") },
          { text: t("ballots.typed.secondReading") },
        ]}
        rows={disagreements.map((one) => [
          `…${one.hint}`,
          `${one.first}: ${words(one.firstChoices)}`,
          `${one.second}: ${words(one.secondChoices)}`,
        ])}
      />
      {pictures > 0 && (
        <NextLink href={href(`/gestion/reuniones/${meeting.id}/hojas`)}>
          {t("ballots.typed.pictures", { n: pictures })}
        </NextLink>
      )}
    </Section>
  );
}

export const typedPage = get({
  path: "/gestion/reuniones/:id/votos",
  access: "ballots.type",
  params,
  handle: (ctx, input) => page(ctx, input.params.id),
});

export const typeOne = post({
  path: "/gestion/reuniones/:id/votos",
  access: "ballots.type",
  params,
  body: z.object({
    code: textField({ min: 4, max: 40, required: "ballots.typed.codeMissing", short: "ballots.typed.codeMissing" }),
    numbers: textField({ max: 80, required: "ballots.typed.none" }),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    const words = body.numbers.split(/[\s,;.]+/).filter((word) => word !== "");
    if (!words.every((word) => /^\d{1,4}$/.test(word))) {
      throw new Problem(400, "ballots.typed.wrongNumber", { field: "numbers" });
    }
    await typeSheet(tx, ctx, id, { code: body.code, numbers: words.map(Number) });
    return redirect(`/gestion/reuniones/${id}/votos`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});

const pdf = (body: Buffer, name: string) => ({
  kind: "data" as const,
  type: "application/pdf",
  headers: { "cache-control": "private, no-store", "content-disposition": `inline; filename="${name}.pdf"` },
  body,
});

/** The initiatives to be read in the room: it is no vote. */
export const readingSheet = get({
  path: "/gestion/reuniones/:id/votos.pdf",
  access: "ballots.type",
  params,
  handle: async (ctx, { params: { id } }) => {
    const meeting = await getMeeting(ctx.db, id);
    ctx.authority.require("ballots.type", { territory: meeting.territory });
    const process = await getProcess(ctx.db, meeting.processId);
    const initiatives = await listNumbered(ctx.db, process.id, meeting.territory);
    const { entity, publicUrl, now } = ctx;
    return pdf(
      await drawBallots({ meeting, process, entity, initiatives, codes: [], publicUrl, now }),
      `iniciativas-${id}`,
    );
  },
});

/** Answers with the sheets themselves: their codes are shown this once. */
export const printSheets = post({
  path: "/gestion/reuniones/:id/votos/hojas",
  access: "ballots.print",
  params,
  body: z.object({
    count: wholeNumber({ min: 1, max: Math.min(MAX_BATCH, 200), message: "ballots.typed.countWrong" }),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    const meeting = await getMeeting(tx, id);
    const process = await getProcess(tx, meeting.processId);
    const ballot = await findBallot(tx, process.id);
    const printed = ballot === undefined ? [] : await listBatches(tx, ballot.id);
    const prefix = t("ballots.typed.batch", { id });
    const n = printed.filter((batch) => batch.name.startsWith(prefix)).length + 1;
    const codes = await printBatch(tx, ctx, process, {
      name: `${prefix}-${n}`,
      territory: meeting.territory,
      count: body.count,
    });
    const initiatives = await listNumbered(tx, process.id, meeting.territory);
    const { entity, publicUrl, now } = ctx;
    return pdf(await drawBallots({ meeting, process, entity, initiatives, codes, publicUrl, now }), `votos-${id}`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});
