// The thread of a case: the needs and commitments that it is joined to, and the way to make a need of many cases.
import type { VNode } from "preact";
import { href, t } from "#platform/i18n/i18n.ts";
import { Details } from "#platform/views/content.tsx";
import { Field } from "#platform/views/form.tsx";
import { Section } from "#platform/views/layout.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { ActForm } from "./acts.view.tsx";
import type { CaseProps } from "./case.view.tsx";

export function Links(props: CaseProps): VNode {
  const { one, form, linked } = props;
  return (
    <Section title={t("cases.link.title")} id="enlaces" gap="s">
      <Items>
        {linked.map(({ id, title, path }) => (
          <Item
            small
            title={title}
            href={href(path)}
            side={
              <ActForm {...props} name="soltar" hidden={{ to: String(id) }}>
                <Button kind="quiet" size="small" label={`${t("cases.link.undo")}: ${title}`}>
                  {t("cases.link.undo")}
                </Button>
              </ActForm>
            }
          />
        ))}
      </Items>
      <Details summary={t("cases.link.fold")} open={form.error("target") !== undefined}>
        <ActForm {...props} name="enlazar">
          <Field
            id="target"
            label={t("cases.link.label")}
            hint={t("cases.link.hint")}
            value={form.value("target")}
            error={form.error("target")}
            maxLength={300}
          />
          <Button kind="quiet">{t("cases.link.send")}</Button>
        </ActForm>
      </Details>
      <NextLink href={href(`/gestion/solicitudes/${one.id}/necesidad`)}>{t("cases.link.need.title")}</NextLink>
    </Section>
  );
}
