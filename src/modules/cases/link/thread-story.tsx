// What requests tell in a thread: what was asked, with its number, and how it was answered. Only those that everybody may read.
import type { ReadDb } from "#platform/db/db.ts";
import { formatNumber, href, t } from "#platform/i18n/i18n.ts";
import type { StoryInput, StoryPart } from "#platform/module.ts";
import { Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Said, Small } from "#platform/views/text.tsx";
import { findPublicCase, type PublicCase } from "../publish/public-cases.sql.ts";
import { StateTag } from "../state-tag.tsx";

/** Requests told one by one: the rest are in the data of the thread. */
const TOLD = 12;

export async function casesStory(db: ReadDb, life: StoryInput): Promise<StoryPart | undefined> {
  const ids = life.ids.get("case") ?? [];
  const found: PublicCase[] = [];
  for (const id of ids.slice(0, TOLD)) found.push(...[await findPublicCase(db, id)].filter((one) => one !== undefined));
  const [first] = found;
  if (first === undefined) return undefined;
  const focus = found.find(({ id }) => id === life.focus);
  return {
    knots: [
      { at: first.receivedAt, value: formatNumber(ids.length), label: t("cases.story.asked", { n: ids.length }) },
    ],
    moments: found.map((one) => ({
      at: one.receivedAt,
      icon: "chat",
      title: t("cases.story.asked", { n: 1 }),
      body: (
        <Stack gap="s">
          <Said>{one.text}</Said>
          <p>
            <StateTag one={one} today={life.names.today} />
          </p>
          <Small>
            <Link href={href(`/solicitudes/${one.id}`)}>{one.number}</Link> · {life.names.agency(one.agency)}
          </Small>
        </Stack>
      ),
    })),
    ...(focus && { state: <StateTag one={focus} today={life.names.today} /> }),
  };
}
