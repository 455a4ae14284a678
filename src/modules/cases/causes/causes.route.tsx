// What the report of requests says besides its figures: for each type and agency, why people asked in a quarter and what is being done.
import type { VNode } from "preact";
import { z } from "zod";
import { findPersonalData } from "#analysis/text/personal-data.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { code, FormState, textField } from "#platform/http/form.ts";
import { forbidden, notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { calendarDay, formatInstant, href, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Details, EmptyState, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import { FORMS } from "../forms.ts";
import { askedQuarter, type Quarter, quarterBefore, quarterCode, readQuarter, spanOf } from "../reports/quarter.ts";
import { listReport } from "../reports/report.sql.ts";
import { ABOUT, type About, addCauses, type Causes, listCauses, listVersionsOf } from "./causes.sql.ts";
import { CausesText, subjectName } from "./causes.view.tsx";

const PATH = "/gestion/solicitudes/informe";
const LETTERS = 4000;

interface Subject {
  about: About;
  code: string;
}

/** `form:petition` or `agency:salud`; undefined for what is none. */
function readSubject(ctx: Context, text: string | undefined): Subject | undefined {
  const [kind, code = ""] = (text ?? "").split(":");
  const about = ABOUT.find((one) => one === kind);
  const known = about === "form" ? FORMS.some((form) => form === code) : ctx.entity.catalogs.agencies.offers(code);
  return about !== undefined && known ? { about, code } : undefined;
}

/** Of its agency whoever works in it; of a type, which is of all agencies, whoever works for the whole entity. */
function mayWrite({ authority }: Context, { about, code }: Subject): boolean {
  return about === "agency" ? authority.may("cases.work", { agency: code }) : authority.mayWhole("cases.work");
}

async function page(
  ctx: Context,
  quarter: Quarter,
  subject: Subject | undefined,
  form: FormState,
): Promise<PageAnswer> {
  const words = { n: quarter.number, year: String(quarter.year) };
  const one = subject !== undefined && mayWrite(ctx, subject) ? subject : undefined;
  return {
    kind: "page",
    title: t("cases.causes.title", words),
    staff: true,
    section: "cases",
    status: form.status,
    crumbs: [{ text: t("cases.desk.title"), path: "/gestion/solicitudes" }, { text: t("cases.causes.crumb") }],
    body: (
      <Page width="narrow" gap="l">
        <ErrorSummary errors={form.errors} />
        <Stack gap="s">
          <h1>{t("cases.causes.title", words)}</h1>
          <Lead>{t("cases.causes.lead")}</Lead>
          <NextLink href={href(`/solicitudes/informes?trimestre=${quarterCode(quarter)}`)}>
            {t("cases.causes.report")}
          </NextLink>
        </Stack>
        {one && (
          <Writing
            ctx={ctx}
            quarter={quarter}
            subject={one}
            form={form}
            versions={await versionsOf(ctx, quarter, one)}
          />
        )}
        <Subjects ctx={ctx} quarter={quarter} items={await listSubjects(ctx, quarter)} />
      </Page>
    ),
  };
}

const versionsOf = (ctx: Context, quarter: Quarter, subject: Subject): Promise<Causes[]> =>
  listVersionsOf(ctx.db, { quarter: quarterCode(quarter), ...subject });

interface SubjectRow extends Subject {
  received: number;
  written: Causes | undefined;
}

/** What arrived in the quarter, by type and by agency: what the reader may write about. */
async function listSubjects(ctx: Context, quarter: Quarter): Promise<SubjectRow[]> {
  const written = await listCauses(ctx.db, quarterCode(quarter));
  const today = calendarDay(ctx.now, ctx.entity.timeZone);
  const report = await listReport(ctx.db, spanOf(ctx, quarter), today);
  const found: SubjectRow[] = [];
  for (const about of ABOUT) {
    for (const { code, received } of report[about]) {
      const last = written.find((one) => one.about === about && one.code === code);
      found.push({ about, code, received, written: last });
    }
  }
  return found.filter((one) => mayWrite(ctx, one));
}

export const causes = get({
  path: PATH,
  access: "cases.work",
  query: z.object({
    trimestre: z.string().max(6).optional().catch(undefined),
    de: z.string().max(100).optional().catch(undefined),
  }),
  handle: async (ctx, { query: { trimestre, de } }) => {
    const quarter = askedQuarter(ctx, trimestre);
    const subject = readSubject(ctx, de);
    const [last] = subject === undefined ? [] : await versionsOf(ctx, quarter, subject);
    return page(ctx, quarter, subject, FormState.filled({ causes: last?.causes, actions: last?.actions }));
  },
});

export const writeCauses = post({
  path: PATH,
  access: "cases.work",
  body: z.object({
    quarter: code("common.unknownChoice"),
    about: code("common.unknownChoice"),
    causes: textField({ max: LETTERS, required: "cases.causes.causes.missing" }),
    actions: textField({ max: LETTERS, required: "cases.causes.actions.missing" }),
  }),
  handle: async (ctx, tx, { body }) => {
    await write(ctx, tx, body);
    return redirect(`${PATH}?trimestre=${body.quarter}`);
  },
  invalid: (ctx, _, form) =>
    page(ctx, askedQuarter(ctx, form.value("quarter")), readSubject(ctx, form.value("about")), form),
});

async function write(
  ctx: Context,
  tx: WriteTx,
  body: { quarter: string; about: string; causes: string; actions: string },
): Promise<void> {
  const subject = readSubject(ctx, body.about);
  if (subject === undefined || readQuarter(body.quarter) === undefined) throw notFound();
  if (!mayWrite(ctx, subject)) throw forbidden();
  const { causes, actions, quarter } = body;
  for (const [field, text] of Object.entries({ causes, actions })) {
    if (findPersonalData(text, ctx.entity.jurisdiction).length > 0) {
      throw new Problem(400, "cases.desk.publish.personal", { field });
    }
  }
  await addCauses(tx, {
    ...subject,
    quarter,
    causes,
    actions,
    by: ctx.authority.actor.accountId,
    now: ctx.now,
  });
}

interface WritingProps {
  ctx: Context;
  quarter: Quarter;
  subject: Subject;
  form: FormState;
  versions: readonly Causes[];
}

function Writing({ ctx, quarter, subject, form, versions }: WritingProps): VNode {
  const about = `${subject.about}:${subject.code}`;
  return (
    <Section title={subjectName(ctx, subject)} id="escribir">
      <Form once action={href(PATH)} hidden={{ quarter: quarterCode(quarter), about }}>
        {(["causes", "actions"] as const).map((field) => (
          <TextArea
            id={field}
            label={t(`cases.causes.${field}.label`)}
            hint={t(`cases.causes.${field}.hint`)}
            value={form.value(field)}
            error={form.error(field)}
            rows={5}
            maxLength={LETTERS}
          />
        ))}
        <Button>{t("cases.causes.send")}</Button>
      </Form>
      {versions.map((one) => (
        <Details summary={t("cases.template.version", { n: one.version })}>
          <CausesText one={one} />
          <Fine>{[one.by, formatInstant(one.at)].filter(Boolean).join(" · ")}</Fine>
        </Details>
      ))}
    </Section>
  );
}

function Subjects({ ctx, quarter, items }: { ctx: Context; quarter: Quarter; items: readonly SubjectRow[] }): VNode {
  const before = quarterBefore(quarter);
  return (
    <Stack>
      {items.length === 0 && (
        <EmptyState
          level={2}
          title={t("cases.report.none")}
          text={t("cases.causes.noneText")}
          action={{ href: href("/gestion/solicitudes"), text: t("cases.desk.title") }}
        />
      )}
      <Items>
        {items.map((one) => (
          <Item
            level={2}
            title={subjectName(ctx, one)}
            href={href(`${PATH}?trimestre=${quarterCode(quarter)}&de=${one.about}:${one.code}`)}
            over={
              <Tag tone={one.written ? "done" : "warn"}>
                {t(one.written ? "cases.causes.written" : "cases.causes.unwritten")}
              </Tag>
            }
            meta={[
              t("cases.causes.received", { n: one.received }),
              one.written && t("cases.template.version", { n: one.written.version }),
              one.written?.by,
              one.written && formatInstant(one.written.at),
            ]
              .filter(Boolean)
              .join(" · ")}
          />
        ))}
      </Items>
      <NextLink href={href(`${PATH}?trimestre=${quarterCode(before)}`)}>
        {t("cases.report.before", { n: before.number, year: String(before.year) })}
      </NextLink>
    </Stack>
  );
}
