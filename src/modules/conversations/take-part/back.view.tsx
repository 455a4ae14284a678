import type { VNode } from "preact";
import { href, t } from "#platform/i18n/i18n.ts";
import { NextLink } from "#platform/views/link.tsx";
import { takePartPath } from "../addresses.ts";
import type { TakePartProps } from "./take-part.view.tsx";

/** The way back is always in the page: the island shows it once there is something to go back to. */
export function Back({ conversation, last, before, reader: idioma }: TakePartProps): VNode {
  const path = takePartPath(conversation, { ...(last && { afirmacion: last.number }), idioma });
  return (
    <>
      {before !== undefined && (
        <NextLink rel="next" href={href(takePartPath(conversation, { idioma }))}>
          {t("conversations.answer.goOn")}
        </NextLink>
      )}
      <NextLink rel="prev" hidden={last === undefined} href={href(path)}>
        {t("conversations.answer.back")}
      </NextLink>
    </>
  );
}
