import type { VNode } from "preact";
import { href, t } from "#platform/i18n/i18n.ts";
import { Actions, Page, Stack } from "#platform/views/layout.tsx";
import { LinkButton } from "#platform/views/link.tsx";
import { Lead, Written } from "#platform/views/text.tsx";
import { talkPath } from "../addresses.ts";
import type { Conversation } from "../conversation.ts";
import { Common, InWords, MapOfOpinions } from "./parts.view.tsx";
import type { Result } from "./results.sql.ts";
import { titleOf } from "./results.view.tsx";
import type { Shown } from "./shown.ts";

interface Props {
  conversation: Conversation;
  result: Result;
  shown: Shown;
  /** Number of a statement → the need that it became. */
  become: ReadonlyMap<number, number>;
  open: boolean;
  reader: string | undefined;
  /** Origin of this site: links leave the frame. */
  url: string;
}

/** A conversation within another site: what it asks, what came out, and the way in. */
export function EmbeddedResults({ conversation, result, shown, become, open, reader, url }: Props): VNode {
  const at = (rest: string): string => `${url}${href(talkPath(conversation, rest, { idioma: reader }))}`;
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>
          <Written>{conversation.title}</Written>
        </h1>
        <Lead>{titleOf(shown)}</Lead>
      </Stack>
      <Actions>
        {open && <LinkButton href={at("")}>{t("opinions.answer")}</LinkButton>}
        <LinkButton kind={open ? "quiet" : "main"} href={at("/resultados")}>
          {t("opinions.embed.whole")}
        </LinkButton>
      </Actions>
      {shown.groups.length > 0 && <MapOfOpinions {...{ conversation, shown, result }} />}
      {shown.groups.length > 0 && <InWords shown={shown} />}
      {shown.groups.length > 0 && <Common {...{ conversation, shown, become, reader }} />}
    </Page>
  );
}
