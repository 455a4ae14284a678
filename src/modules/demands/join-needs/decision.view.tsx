import type { VNode } from "preact";
import { href, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Card } from "#platform/views/content.tsx";
import { KeyHint } from "#platform/views/desk.tsx";
import { Field, Form } from "#platform/views/form.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { Bullets, Fine } from "#platform/views/text.tsx";
import { CodingFields } from "../coding-fields.tsx";
import { searchOf } from "./filters.ts";
import type { DeskProps } from "./join-needs.view.tsx";

/** What to do with the chosen ones: one form, one button for each act, each with its key. */
export function Decision(props: DeskProps): VNode {
  const { process, query, may } = props;
  return (
    <>
      <Card title={t("demands.join.decide")} id="decision" dense>
        <Form
          id="decidir"
          action={href(`/gestion/necesidades/${process.slug}`)}
          layout="stack"
          hidden={{ f: searchOf({ ...query, hecho: undefined }) }}
        >
          <Fine>{t("demands.join.chooseHint")}</Fine>
          <Button name="act" value="merge" shortcut="J">
            {t("demands.join.merge")}
          </Button>
          <Button kind="quiet" name="act" value="similar" shortcut="P">
            {t("demands.join.likely.find")}
          </Button>
          {may.write && (
            <Button kind="quiet" action={href(`/gestion/iniciativas/nueva/${process.slug}`)} shortcut="I">
              {t("demands.join.write")}
            </Button>
          )}
          {may.claim && <ThemeOf {...props} />}
          <Coding {...props} />
          <Discarding {...props} />
        </Form>
      </Card>
      <KeyHint
        title={t("demands.join.keys.title")}
        items={[
          { keys: ["↑", "↓"], text: t("demands.join.keys.move") },
          { keys: [t("demands.join.keys.space")], text: t("demands.join.keys.choose") },
          { keys: ["/"], text: t("demands.join.keys.search") },
          { keys: ["Z"], text: t("demands.join.keys.undo") },
        ]}
      />
      <Bullets
        plain
        items={[
          <NextLink href={href(`/gestion/necesidades/${process.slug}/temas`)}>{t("demands.theme.link")}</NextLink>,
          ...(may.claim
            ? [
                <NextLink href={href(`/gestion/necesidades/${process.slug}/segunda`)}>
                  {t("demands.twice.link")}
                </NextLink>,
              ]
            : []),
          ...(may.answer
            ? [
                <NextLink href={href(`/gestion/necesidades/${process.slug}/respuestas`)}>
                  {t("demands.answer.title")}
                </NextLink>,
              ]
            : []),
          <NextLink href={href(`/gestion/necesidades/${process.slug}/cambios`)}>{t("demands.join.changes")}</NextLink>,
        ]}
      />
    </>
  );
}

/** One field for both: the name of a theme that is there, or of a new one. */
function ThemeOf({ process, themes, form }: DeskProps): VNode {
  return (
    <>
      <Field
        id="theme"
        optional
        label={t("demands.theme.field")}
        hint={t("demands.theme.fieldHint")}
        value={form.value("theme")}
        error={form.error("theme")}
        suggestions={themes}
        maxLength={120}
      />
      <Button kind="quiet" action={href(`/gestion/necesidades/${process.slug}/temas/poner`)} shortcut="F">
        {t("demands.theme.put")}
      </Button>
    </>
  );
}

function Coding({ form, entity }: DeskProps): VNode {
  return (
    <>
      <CodingFields form={form} entity={entity} />
      <Button kind="quiet" name="act" value="code" shortcut="C">
        {t("demands.join.code")}
      </Button>
    </>
  );
}

function Discarding({ form }: DeskProps): VNode {
  return (
    <>
      <TextArea
        id="reason"
        optional
        label={t("demands.join.reason.label")}
        hint={t("demands.join.reason.hint")}
        value={form.value("reason")}
        error={form.error("reason")}
        rows={3}
        maxLength={600}
      />
      <Button kind="quiet" name="act" value="discard" shortcut="X">
        {t("demands.join.discard")}
      </Button>
    </>
  );
}
