import type { VNode } from "preact";
import { Covered, coveredText } from "#core/moderation/index.ts";
import type { Territory } from "#core/territory/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { Card } from "#platform/views/content.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Button, Link, LinkButton, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Lead, Small, Written } from "#platform/views/text.tsx";
import type { Conversation } from "../conversation.ts";
import type { SimilarStatement } from "./similar.sql.ts";

interface Props {
  conversation: Conversation;
  form: FormState;
  /** Whose formats of documents and numbers are known. */
  jurisdiction: string;
  formKey: string;
  similar: readonly SimilarStatement[];
  open: boolean;
  places: readonly Territory[];
}

export function SayStatement(props: Props): VNode {
  const { conversation, form, similar, open } = props;
  const base = href(`/conversaciones/${conversation.slug}`);
  if (!open && form.errors.length === 0) {
    return (
      <Page width="narrow" gap="l">
        <h1>{t("conversations.say.closed")}</h1>
        <Lead>{t("conversations.closed")}</Lead>
        <LinkButton kind="quiet" href={base}>
          {conversation.title}
        </LinkButton>
      </Page>
    );
  }
  return (
    <Page gap="l">
      <ErrorSummary errors={form.errors} />
      <Split kind="form">
        <Write {...props} />
        {similar.length > 0 && (
          <Side>
            <Similar conversation={conversation} similar={similar} />
          </Side>
        )}
      </Split>
    </Page>
  );
}

function Write({ conversation, form, jurisdiction, formKey, similar, places }: Props): VNode {
  const covered = coveredText(form.value("text"), jurisdiction);
  const base = href(`/conversaciones/${conversation.slug}`);
  return (
    <Form action={`${base}/proponer`} hidden={{ key: formKey, ...(form.value("seen") === "" ? {} : { seen: "1" }) }}>
      <TextArea
        id="text"
        asTitle
        label={t("conversations.say.title")}
        hint={t("conversations.say.hint", { n: conversation.statementLetters })}
        value={form.value("text")}
        error={form.error("text")}
        rows={3}
        maxLength={conversation.statementLetters}
      />
      {covered !== undefined && <Covered form={form} covered={covered} />}
      {places.length > 1 && (
        <Radios
          id="territory"
          label={t("conversations.place.label")}
          value={form.value("territory")}
          error={form.error("territory")}
          options={places.map((place) => ({ value: place.code, label: place.name }))}
        />
      )}
      <Stack gap="s" measure>
        <Button size="big">
          {similar.length > 0 ? t("conversations.say.sendAnyway") : t("conversations.say.send")}
        </Button>
        <Fine>{conversation.moderation === "pre" ? t("conversations.say.pre") : t("conversations.say.post")}</Fine>
      </Stack>
      <NextLink href={base}>{t("conversations.say.back")}</NextLink>
    </Form>
  );
}

/** Answering what is there already says more than a second sentence that splits the answers. */
function Similar({ conversation, similar }: Pick<Props, "conversation" | "similar">): VNode {
  return (
    <Card tone="tint" title={t("conversations.say.similar")} id="parecidas">
      <Small>{t("conversations.say.similarText")}</Small>
      <Items>
        {similar.map((one) => (
          <Item>
            <p>
              <strong>
                <Written>{one.text}</Written>
              </strong>
            </p>
            <Link
              href={href(`/conversaciones/${conversation.slug}?afirmacion=${one.number}`)}
              label={`${t("conversations.say.answerIt")}: ${one.text}`}
            >
              {t("conversations.say.answerIt")}
            </Link>
          </Item>
        ))}
      </Items>
    </Card>
  );
}
