import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { Voices } from "#modules/demands/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatDateShort, formatMoney, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { Card, EmptyState, ShortFacts } from "#platform/views/content.tsx";
import { WorkKeys } from "#platform/views/desk.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Fine, Lead, Plainly, Small } from "#platform/views/text.tsx";
import type { Initiative } from "../initiatives.sql.ts";
import { CRITERIA, type Criterion, SCORES } from "./criteria.ts";
import type { Method, Score } from "./scores.sql.ts";

interface Props {
  initiative: Initiative;
  process: Process;
  method: Method | undefined;
  scores: readonly Score[];
  form: FormState;
  entity: Entity;
  voices: Voices | undefined;
}

/** One initiative against every criterion that counts: a number and its reason. What the figures say stands beside. */
export function ScoreForm(props: Props): VNode {
  const { initiative, method, form } = props;
  return (
    <Page width="wide" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{initiative.title}</h1>
        <Lead>{t("initiatives.score.lead")}</Lead>
      </Stack>
      {method === undefined ? (
        <EmptyState level={2} title={t("initiatives.score.noWeights")} text={t("initiatives.score.askWeights")} />
      ) : (
        <Split>
          <WorkKeys>
            <Fields {...props} method={method} />
          </WorkKeys>
          <Side sticky label={t("initiatives.score.what")}>
            <About {...props} />
          </Side>
        </Split>
      )}
    </Page>
  );
}

function Fields({ initiative, method, scores, form }: Props & { method: Method }): VNode {
  const counted = CRITERIA.filter((criterion) => (method.weights.get(criterion) ?? 0) > 0);
  const seen = form.value("seen") || String(Math.max(0, ...scores.map(({ id }) => id)));
  return (
    <Form action={href(`/gestion/iniciativas/${initiative.id}/puntuar`)} hidden={{ seen }}>
      {counted.map((criterion) => (
        <CriterionFields
          criterion={criterion}
          weight={method.weights.get(criterion) ?? 0}
          scores={scores}
          form={form}
        />
      ))}
      <Fine>{t("initiatives.score.signed")}</Fine>
      <Button shortcut="G">{t("initiatives.score.save")}</Button>
    </Form>
  );
}

function CriterionFields(props: {
  criterion: Criterion;
  weight: number;
  scores: readonly Score[];
  form: FormState;
}): VNode {
  const { criterion, weight, scores, form } = props;
  const [scoreId, noteId] = [`s-${criterion}`, `n-${criterion}`];
  const last = scores.find((one) => one.criterion === criterion);
  return (
    <Stack gap="s">
      <Radios
        id={scoreId}
        row
        label={t("initiatives.score.criterion", { name: t(`initiatives.criterion.${criterion}`), weight })}
        hint={t(`initiatives.criterionAbout.${criterion}`)}
        value={form.value(scoreId)}
        error={form.error(scoreId)}
        options={SCORES.map((score) => ({ value: String(score), label: String(score) }))}
      />
      <TextArea
        id={noteId}
        rows={2}
        maxLength={1000}
        label={t("initiatives.score.note.label", { name: t(`initiatives.criterion.${criterion}`) })}
        value={form.value(noteId)}
        error={form.error(noteId)}
      />
      {last !== undefined && (
        <Small soft>
          {t("initiatives.score.last", { score: last.score, name: last.by ?? "", date: formatDateShort(last.at) })}
        </Small>
      )}
    </Stack>
  );
}

function About({ initiative, entity, voices }: Props): VNode {
  return (
    <Card tone="flat" title={t("initiatives.score.what")} id="que">
      <Plainly text={initiative.text} />
      <ShortFacts
        items={[
          { name: t("initiatives.show.where"), value: entity.territory(initiative.territory).name },
          ...(voices === undefined
            ? []
            : [{ name: t("initiatives.show.behind"), value: t("initiatives.people", { n: voices.people }) }]),
          ...(initiative.cost === null
            ? []
            : [{ name: t("initiatives.show.cost"), value: formatMoney(initiative.cost) }]),
          {
            name: t("initiatives.write.feasibility.label"),
            value: t(`initiatives.feasibility.${initiative.feasibility}`),
          },
          { name: t("initiatives.score.needs"), value: formatNumber(initiative.demands) },
        ]}
      />
    </Card>
  );
}
