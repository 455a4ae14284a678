// The draft of the minutes as whom the room chose reads it, with a code and without an account.
import type { VNode } from "preact";
import type { FormState } from "#platform/http/form.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Notice, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Page, Row, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Lead, Plainly, Small } from "#platform/views/text.tsx";
import type { Meeting } from "../meeting.ts";
import type { Minutes, Opinion, Representative } from "./minutes.sql.ts";
import { OpinionFields } from "./minutes.view.tsx";

interface ReviewProps {
  meeting: Meeting;
  form: FormState;
  /** What is read, once the code opened it. */
  open?: { representative: Representative; minutes: Minutes; code: string; spoken: Opinion | undefined };
}

/** For whom the room chose: without an account, with the code on paper. */
export function Review({ meeting, form, open }: ReviewProps): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("meetings.minutes.reviewTitle", { title: meeting.title })}</h1>
        {open === undefined && <Lead>{t("meetings.minutes.reviewLead")}</Lead>}
      </Stack>
      {open === undefined ? (
        <Form action={href(`/reuniones/${meeting.id}/acta/revisar`)}>
          <Field
            id="code"
            label={t("meetings.minutes.code")}
            value={form.value("code")}
            error={form.error("code")}
            autocomplete="off"
          />
          <Button>{t("meetings.minutes.read")}</Button>
        </Form>
      ) : (
        <Reading meeting={meeting} form={form} open={open} />
      )}
    </Page>
  );
}

function Reading({ meeting, form, open }: ReviewProps & { open: NonNullable<ReviewProps["open"]> }): VNode {
  const { representative, minutes, code, spoken } = open;
  return (
    <>
      <Row>
        <Tag>{t("meetings.minutes.versionShort", { n: minutes.version })}</Tag>
        <Small inline>
          {representative.name}, {representative.organisation}
        </Small>
      </Row>
      <Plainly text={minutes.text} />
      {spoken !== undefined && (
        <Notice tone="success" live title={t(`meetings.minutes.did.${spoken.opinion}`)}>
          {t("meetings.minutes.thanks")}
        </Notice>
      )}
      {spoken === undefined && meeting.state === "held" && (
        <Form
          action={href(`/reuniones/${meeting.id}/acta/opinar`)}
          hidden={{ code, version: String(minutes.version) }}
          layout="stack"
        >
          <OpinionFields form={form} />
        </Form>
      )}
    </>
  );
}
