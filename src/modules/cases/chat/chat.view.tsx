// What was said, as both see it, and what the program says of how it goes.
import type { VNode } from "preact";
import { formatInstant, href, t } from "#platform/i18n/i18n.ts";
import { Card, Details, Notice } from "#platform/views/content.tsx";
import { Island } from "#platform/views/island.tsx";
import { Fine, Plainly } from "#platform/views/text.tsx";
import type { Chat, ChatLine } from "./chat.sql.ts";

function Line({ line, person, officer }: { line: ChatLine; person: string; officer: string }): VNode {
  return (
    <Card as="article" dense tone={line.side === "officer" ? "tint" : "plain"}>
      <Plainly text={line.text} />
      <Fine>{[line.side === "officer" ? officer : person, formatInstant(line.at)].join(" · ")}</Fine>
    </Card>
  );
}

interface LinesProps {
  chat: Chat;
  lines: readonly ChatLine[];
  state: string;
  /** Address of the page that shows it. */
  path: string;
}

/** The part of the page that renews itself where there is a script, until it ends: what was said, and how it goes. */
export function LiveLines({ chat, lines, state, path }: LinesProps): VNode {
  const names = { person: chat.name ?? t("cases.chat.person"), officer: chat.officerName ?? t("cases.chat.officer") };
  return (
    <Island
      tag="plaza-room"
      look="stack stack--s"
      log={t("cases.chat.lines")}
      data={{ from: chat.endedAt === null ? href(path) : undefined }}
    >
      {lines.map((line) => (
        <Line line={line} {...names} />
      ))}
      <Notice tone={chat.endedAt === null ? "info" : "warn"}>{state}</Notice>
    </Island>
  );
}

/** The chat from which a request came, in its page. */
export function Transcript({ lines }: { lines: readonly ChatLine[] }): VNode | null {
  if (lines.length === 0) return null;
  return (
    <Details summary={t("cases.chat.transcript")}>
      {lines.map((line) => (
        <Line line={line} person={t("cases.chat.person")} officer={t("cases.chat.officer")} />
      ))}
    </Details>
  );
}
