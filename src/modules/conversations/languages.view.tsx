import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { href, locale, t } from "#platform/i18n/i18n.ts";
import { Row } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Small } from "#platform/views/text.tsx";

/** In which language statements are read on a page. */
export interface Reading {
  /** Those in which some statement can be read. */
  languages: readonly string[];
  /** The one that the reader chose, where it is another than that of the page. */
  reader: string | undefined;
}

/** What is read where somebody asks for a language: only one that there is, and only where it is another than that of the page. */
export function readingOf(languages: readonly string[], asked: string | undefined): Reading {
  return { languages, reader: languages.find((code) => code === asked && code !== locale()) };
}

/** Languages of a reader, the one that they chose first. */
export function readersOf({ reader }: Reading): string[] {
  return reader === undefined ? [locale()] : [reader, locale()];
}

/** The other languages in which statements can be read; none where there is one alone. `path`: this page in one of them. */
export function Languages(
  props: Reading & { entity: Entity; path: (idioma: string | undefined) => string },
): VNode | null {
  if (props.languages.length < 2) return null;
  const shown = props.reader ?? locale();
  return (
    <Row links>
      <Small inline>{t("conversations.answer.languages")}</Small>
      {props.languages.map((code) => {
        const name = props.entity.languageName(code, locale());
        if (code === shown) return <b>{name}</b>;
        return <Link href={href(props.path(code === locale() ? undefined : code))}>{name}</Link>;
      })}
    </Row>
  );
}
