// A statement in other languages: one person writes each translation and another one reviews it.
import type { VNode } from "preact";
import type { FormState } from "#platform/http/form.ts";
import { href, locale, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Details } from "#platform/views/content.tsx";
import { Field, Form, Select } from "#platform/views/form.tsx";
import { Actions } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Small } from "#platform/views/text.tsx";
import { baseOf, type CurrentStatement, type DeskProps } from "./decide.view.tsx";
import type { Translation } from "./desk.sql.ts";

type Props = DeskProps & { current: CurrentStatement };

export function Translations(props: Props): VNode {
  const { current } = props;
  return (
    <>
      {current.translations.map((one) => (
        <Known {...props} known={one} />
      ))}
      <Another {...props} />
    </>
  );
}

function actionOf({ conversation, current }: Props): string {
  return href(`${baseOf(conversation)}/afirmaciones/${current.number}/traduccion`);
}

function Known(props: Props & { known: Translation }): VNode {
  const { entity, account, known } = props;
  const sent = props.form.value("language") === known.language ? props.form : undefined;
  const state = known.reviewedAt === null ? "waiting" : "reviewed";
  const name = entity.languageName(known.language, locale());
  return (
    <Details
      summary={t("conversations.translate.summary", { language: name, state: t(`conversations.translate.${state}`) })}
      open={sent !== undefined}
    >
      <Form layout="stack-s" action={actionOf(props)} hidden={{ language: known.language }} label={name}>
        <Text form={sent} id={`traduccion-${known.language}`} value={known.text} />
        <Actions>
          <Button
            size="small"
            kind="quiet"
            name="act"
            value="write"
            label={`${t("conversations.translate.write")}: ${name}`}
          >
            {t("conversations.translate.write")}
          </Button>
          {state === "waiting" && known.writtenBy !== account && (
            <Button size="small" name="act" value="review" label={`${t("conversations.translate.review")}: ${name}`}>
              {t("conversations.translate.review")}
            </Button>
          )}
        </Actions>
        {state === "waiting" && known.writtenBy === account && <Small>{t("conversations.translate.other")}</Small>}
      </Form>
    </Details>
  );
}

/** Into a language of the list, or into any other by its code. */
function Another(props: Props): VNode {
  const { current, entity, languages } = props;
  const taken = new Set([current.language, ...current.translations.map(({ language }) => language)]);
  const free = languages.filter((code) => !taken.has(code));
  const about = props.form.value("act") === "write" && !taken.has(props.form.value("language"));
  const sent = about ? props.form : undefined;
  return (
    <Details summary={t("conversations.translate.another")} open={sent !== undefined}>
      <Form layout="stack-s" action={actionOf(props)} label={t("conversations.translate.another")}>
        <Select
          id="language"
          label={t("conversations.translate.language")}
          value={sent?.value("language") ?? free[0]}
          error={sent?.error("language")}
          options={free.map((code) => ({ value: code, label: entity.languageName(code, locale()) }))}
        />
        <Field
          id="code"
          optional
          width="8"
          label={t("conversations.translate.code")}
          hint={t("conversations.translate.codeHint")}
          value={sent?.value("code")}
          error={sent?.error("code")}
          maxLength={20}
        />
        <Text form={sent} id="traduccion-nueva" />
        <Actions>
          <Button size="small" kind="quiet" name="act" value="write">
            {t("conversations.translate.add")}
          </Button>
        </Actions>
      </Form>
    </Details>
  );
}

/** Only in the form that came back has it the name that the summary of errors leads to. */
function Text({ form, id, value = "" }: { form: FormState | undefined; id: string; value?: string }): VNode {
  return (
    <TextArea
      id={form === undefined ? id : "translation"}
      name="translation"
      label={t("conversations.translate.label")}
      value={form?.value("translation") || value}
      error={form?.error("translation")}
      rows={2}
      maxLength={600}
    />
  );
}
