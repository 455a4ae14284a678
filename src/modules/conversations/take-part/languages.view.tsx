import type { VNode } from "preact";
import { href, locale, t } from "#platform/i18n/i18n.ts";
import { Row } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Small } from "#platform/views/text.tsx";
import { takePartPath } from "../addresses.ts";
import type { TakePartProps } from "./take-part.view.tsx";

/** The other languages in which statements can be read; none where there is one alone. */
export function Languages({ conversation, entity, languages, reader }: TakePartProps): VNode | null {
  if (languages.length < 2) return null;
  const shown = reader ?? locale();
  return (
    <Row links>
      <Small inline>{t("conversations.answer.languages")}</Small>
      {languages.map((code) => {
        const name = entity.languageName(code, locale());
        const idioma = code === locale() ? undefined : code;
        if (code === shown) return <b>{name}</b>;
        return <Link href={href(takePartPath(conversation, { idioma }))}>{name}</Link>;
      })}
    </Row>
  );
}
