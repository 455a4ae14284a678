import type { VNode } from "preact";
import type { FormState } from "#platform/http/form.ts";
import { formatInstant, href, t } from "#platform/i18n/i18n.ts";
import type { ReportedItem } from "#platform/module.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Card, Notice, Picture, Tag } from "#platform/views/content.tsx";
import { WorkKeys } from "#platform/views/desk.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Actions, Page, Row, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton, NextLink } from "#platform/views/link.tsx";
import { Bullets, Fine, Lead, Said, Small } from "#platform/views/text.tsx";
import { type Case, CLAIM_MS, type ReportCount } from "../cases.ts";
import { HIDE_REASONS } from "../reasons.ts";

interface Props {
  one: Case;
  item: ReportedItem;
  kind: string;
  place: string;
  reports: readonly ReportCount[];
  keptBefore: number;
  /** Where its words can be covered instead of hiding all of it. */
  cover: string | undefined;
  /** Whether it can go to the reserved route. */
  mayProtect: boolean;
  form: FormState;
  me: number;
  now: Date;
}

/** One subject: what it says, why it is here, and the decision. Every button has a key. */
export function CasePage(props: Props): VNode {
  const { one, item, kind, place, reports, keptBefore, form } = props;
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <Row>
          <Tag>{kind}</Tag>
          <Tag tone={one.source === "report" ? "warn" : "info"}>{t(`moderation.source.${one.source}`)}</Tag>
          <Small inline>{[place, formatInstant(one.openedAt)].filter(Boolean).join(" · ")}</Small>
        </Row>
        <h1>{t("moderation.case.title", { kind })}</h1>
      </Stack>
      {item.text !== "" && <Said>{item.text}</Said>}
      {item.photo && <Picture src={item.photo.path} alt={t("moderation.case.photo")} {...sized(item.photo)} />}
      {reports.length > 0 && (
        <Card tone="flat" title={t("moderation.case.reports")} id="avisos" dense>
          <Bullets
            items={reports.map(({ reason, n, notes }) => (
              <>
                {t(`moderation.reportReason.${reason as "other"}`)}: <strong>{n}</strong>
                {notes.map((note) => (
                  <Small soft>«{note}»</Small>
                ))}
              </>
            ))}
          />
        </Card>
      )}
      {keptBefore > 0 && <Fine>{t("moderation.case.keptBefore", { n: keptBefore })}</Fine>}
      <Decision {...props} />
      {item.public && <NextLink href={href(item.path)}>{t("moderation.case.see")}</NextLink>}
    </Page>
  );
}

const BOX = 480;
function sized({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const scale = Math.min(1, BOX / Math.max(width, height, 1));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

function Decision(props: Props): VNode {
  const { one, me, now } = props;
  const looking = one.claimedAt !== null && one.claimedBy !== me && now.getTime() - one.claimedAt.getTime() < CLAIM_MS;
  if (one.decision === null)
    return (
      <>
        {looking && <Notice tone="warn">{t("moderation.desk.claimed", { name: one.claimedName ?? "" })}</Notice>}
        <Decide {...props} />
      </>
    );
  return (
    <>
      <Notice tone={one.decision === "hide" ? "warn" : "success"} title={t(`moderation.decision.${one.decision}`)}>
        {one.words !== null && <p>{one.words}</p>}
        <p>
          {t("moderation.case.by", { name: one.decidedName ?? "", at: formatInstant(one.decidedAt ?? one.openedAt) })}
        </p>
      </Notice>
      {one.appeal !== null && <SecondLook {...props} appeal={one.appeal} />}
    </>
  );
}

function Decide({ one, item, form, cover, mayProtect }: Props): VNode {
  return (
    <>
      <Form action={href(`/gestion/moderacion/${one.id}`)}>
        <WorkKeys>
          <Stack gap="base">
            <Actions>
              <Button name="decision" value="keep" shortcut="0">
                {t(item.public ? "moderation.case.keep" : "moderation.case.show")}
              </Button>
              {cover !== undefined && (
                <LinkButton kind="quiet" href={href(`${cover}?caso=${one.id}`)}>
                  {t("moderation.case.cover")}
                </LinkButton>
              )}
            </Actions>
            <p>
              <strong>{t("moderation.case.hideFor")}</strong>
            </p>
            <Actions>
              {HIDE_REASONS.map((reason, index) => (
                <Button kind="quiet" size="small" name="decision" value={reason} shortcut={String(index + 1)}>
                  {t(`moderation.reason.${reason}`)}
                </Button>
              ))}
            </Actions>
            {mayProtect && (
              <Actions>
                <Button kind="danger" size="small" name="decision" value="protect" shortcut="9">
                  {t("moderation.case.protect")}
                </Button>
              </Actions>
            )}
            <TextArea
              id="words"
              optional
              label={t("moderation.case.words")}
              hint={t("moderation.case.wordsHint")}
              value={form.value("words")}
              error={form.error("words")}
              rows={3}
              maxLength={600}
            />
          </Stack>
        </WorkKeys>
      </Form>
      <Form action={href("/gestion/moderacion/siguiente")} layout="bare" hidden={{ despues: String(one.id) }}>
        <Button kind="quiet" size="small" shortcut="n">
          {t("moderation.case.skip")}
        </Button>
      </Form>
    </>
  );
}

function SecondLook({ one, me, form, appeal }: Props & { appeal: NonNullable<Case["appeal"]> }): VNode {
  return (
    <Card title={t("moderation.appeal.title")} id="segunda">
      <Said>{appeal.text}</Said>
      <Small soft>{formatInstant(appeal.at)}</Small>
      {appeal.granted !== null && (
        <Notice
          tone={appeal.granted ? "success" : "warn"}
          title={t(`moderation.appeal.${appeal.granted ? "granted" : "refused"}`)}
        >
          <p>{appeal.words}</p>
          <p>
            {t("moderation.case.by", {
              name: appeal.decidedName ?? "",
              at: formatInstant(appeal.decidedAt ?? appeal.at),
            })}
          </p>
        </Notice>
      )}
      {appeal.granted === null && one.decidedBy === me && <Lead>{t("moderation.appeal.other")}</Lead>}
      {appeal.granted === null && one.decidedBy !== me && (
        <Form action={href(`/gestion/moderacion/${one.id}/apelacion`)}>
          <WorkKeys>
            <TextArea
              id="second"
              label={t("moderation.appeal.words")}
              hint={t("moderation.appeal.wordsHint")}
              value={form.value("second")}
              error={form.error("second")}
              rows={3}
              maxLength={600}
            />
            <Actions>
              <Button name="outcome" value="granted" shortcut="1">
                {t("moderation.appeal.grant")}
              </Button>
              <Button name="outcome" value="refused" kind="quiet" shortcut="2">
                {t("moderation.appeal.refuse")}
              </Button>
            </Actions>
          </WorkKeys>
        </Form>
      )}
    </Card>
  );
}
