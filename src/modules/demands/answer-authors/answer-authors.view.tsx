import type { VNode } from "preact";
import { seenValue } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatNumber, href, type Locale, locale, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Card, Details, EmptyState, Notice } from "#platform/views/content.tsx";
import { WorkKeys } from "#platform/views/desk.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, Link } from "#platform/views/link.tsx";
import { FilterChips } from "#platform/views/lists.tsx";
import { Fine, Lead, Plainly, Small } from "#platform/views/text.tsx";
import { type Answer, BATCH, templateOf } from "./answer-authors.ts";
import { DECISIONS, type Decision } from "./answers.sql.ts";

interface Props {
  process: Process;
  decision: Decision;
  counts: ReadonlyMap<Decision, number>;
  /** The first answers that would go out. */
  answers: readonly Answer[];
  templates: ReadonlyMap<`${Decision}-${Locale}`, string>;
  /** Whether this official may change how everybody is answered. */
  mayWrite: boolean;
  done: string | undefined;
  form: FormState;
}

/** Which answers wait, how the first ones read, and one button to send them. */
export function AnswerAuthors(props: Props): VNode {
  const { process, decision, counts, done, form } = props;
  const path = `/gestion/necesidades/${process.slug}/respuestas`;
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("demands.answer.title")}</h1>
        <Lead>{t("demands.answer.lead")}</Lead>
      </Stack>
      {done !== undefined && form.errors.length === 0 && (
        <Notice tone="success" live>
          {done === "guardada"
            ? t("demands.answer.saved")
            : t("demands.answer.sent", { n: Number(done.split("-")[1]) })}
        </Notice>
      )}
      <FilterChips
        label={t("demands.answer.which")}
        items={DECISIONS.map((one) => ({
          text: t(`demands.answer.decision.${one}`),
          count: formatNumber(counts.get(one) ?? 0),
          href: href(`${path}?que=${one}`),
          current: one === decision,
        }))}
      />
      <Waiting {...props} path={path} />
      {props.mayWrite && <Template {...props} path={path} />}
    </Page>
  );
}

function Waiting({ process, answers, decision, counts, path }: Props & { path: string }): VNode {
  const waiting = counts.get(decision) ?? 0;
  if (answers.length === 0)
    return (
      <EmptyState
        level={2}
        title={t("demands.answer.none")}
        text={t("demands.answer.noneText")}
        action={{ href: href(`/gestion/necesidades/${process.slug}`), text: t("demands.join.toList") }}
      />
    );
  return (
    <Section title={t("demands.answer.preview", { n: answers.length, of: waiting })} id="vista">
      {answers.map(({ need, texts }) => (
        <Card as="article" dense>
          <Plainly text={texts[locale()]} translated />
          <Small soft>
            <Link href={href(`/necesidades/${need.id}`)} label={t("demands.join.seeOne", { id: String(need.id) })}>
              {t("demands.answer.seeNeed")}
            </Link>
          </Small>
        </Card>
      ))}
      <WorkKeys>
        <Form action={href(path)} layout="stack-s" hidden={{ que: decision }}>
          <Fine>{t("demands.answer.where")}</Fine>
          <Button shortcut="E">{t("demands.answer.send", { n: Math.min(waiting, BATCH) })}</Button>
        </Form>
      </WorkKeys>
    </Section>
  );
}

function Template({ decision, templates, form, path }: Props & { path: string }): VNode {
  const value = (locale: Locale): string =>
    form.raw[locale] === undefined ? templateOf(templates, decision, locale) : form.value(locale);
  return (
    <Details summary={t("demands.answer.edit")} open={form.errors.length > 0}>
      <Form action={href(`${path}/plantilla`)} layout="stack" hidden={{ ...seenValue(form), que: decision }}>
        <TextArea
          id="es"
          rows={6}
          maxLength={2000}
          label={t("demands.answer.inSpanish")}
          hint={t("demands.answer.placeholders", { need: "{need}", reason: "{reason}", place: "{place}" })}
          value={value("es")}
          error={form.error("es")}
        />
        <TextArea
          id="en"
          rows={6}
          maxLength={2000}
          label={t("demands.answer.inEnglish")}
          value={value("en")}
          error={form.error("en")}
        />
        <Button kind="quiet">{t("demands.answer.save")}</Button>
      </Form>
    </Details>
  );
}
