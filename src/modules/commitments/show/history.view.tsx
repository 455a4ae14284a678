// The life of a commitment in one line of time: what was told, what was corrected, which dates moved; newest first.
import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { formatDayMonthYear, formatMoney, isMessageKey, locale, t, translate } from "#platform/i18n/i18n.ts";
import { Details } from "#platform/views/content.tsx";
import { Row, Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Bullets } from "#platform/views/text.tsx";
import { type HistoryLine, Timeline } from "#platform/views/thread.tsx";
import type { Commitment } from "../commitments.sql.ts";
import { figureWords } from "../figure-words.ts";
import type { DateChange, Update } from "../story.sql.ts";
import type { Edit } from "./edits.sql.ts";

interface Props {
  commitment: Commitment;
  updates: readonly Update[];
  dates: readonly DateChange[];
  edits: readonly Edit[];
  entity: Entity;
}

export function History({ commitment, updates, dates, edits, entity }: Props): VNode {
  const lines: (HistoryLine & { at: Date })[] = [
    ...updates.map((update) => updateLine(update)),
    ...dates.map((change) => dateLine(change)),
    ...edits.map((edit) => editLine(edit, entity)),
    { at: commitment.createdAt, when: breakable(commitment.createdAt), what: t("commitments.show.made") },
  ];
  return <Timeline items={lines.toSorted((a, b) => b.at.getTime() - a.at.getTime())} />;
}

/** The column of dates is narrow: a long month may go on in the next line. */
function breakable(day: Date): string {
  return formatDayMonthYear(day).replaceAll("\u00A0", " ");
}

function updateLine(update: Update): HistoryLine & { at: Date } {
  const { at, state, text, figureDone, figureOf, figureUnit, linkUrl, files, author } = update;
  const documents = files.filter((file) => !file.type.startsWith("image/"));
  const photos = files.length - documents.length;
  return {
    at,
    when: breakable(at),
    what: (
      <>
        <p>
          <strong>{t(`commitments.state.${state}`)}.</strong> {text}
        </p>
        {figureDone !== null && figureUnit !== null && (
          <p>{figureWords({ done: figureDone, of: figureOf, unit: figureUnit })}</p>
        )}
        {(photos > 0 || documents.length > 0 || linkUrl !== null) && (
          <Row links>
            {photos > 0 && <Link href="#fotos">{t("commitments.show.photos", { n: photos })}</Link>}
            {documents.map((file, index) => (
              <Link href={`/archivos/${file.id}`}>{t("commitments.show.document", { n: index + 1 })}</Link>
            ))}
            {linkUrl !== null && <Link href={linkUrl}>{t("commitments.show.evidence")}</Link>}
          </Row>
        )}
      </>
    ),
    who: author ?? undefined,
  };
}

function dateLine(change: DateChange): HistoryLine & { at: Date } {
  return {
    at: change.at,
    when: breakable(change.at),
    what: (
      <p>
        {t("commitments.show.moved")} <s>{formatDayMonthYear(change.from)}</s> → {formatDayMonthYear(change.to)}.{" "}
        {t("commitments.show.reason", { reason: change.reason })}
      </p>
    ),
  };
}

function editLine(edit: Edit, entity: Entity): HistoryLine & { at: Date } {
  const words = (part: string, value: unknown): string => partWords(part, value, entity);
  return {
    at: edit.at,
    when: breakable(edit.at),
    what: (
      <Stack gap="xs">
        <p>
          {t("commitments.show.edited")} {t("commitments.show.reason", { reason: edit.reason })}
        </p>
        <Details summary={t("commitments.show.whatChanged")}>
          <Bullets
            items={Object.entries(edit.changes).map(([part, { from, to }]) => (
              <>
                <strong>{partName(part)}:</strong> <s>{words(part, from)}</s> → {words(part, to)}
              </>
            ))}
          />
        </Details>
      </Stack>
    ),
  };
}

function partName(part: string): string {
  const key = `commitments.part.${part}`;
  return isMessageKey(key) ? translate(key) : part;
}

function partWords(part: string, value: unknown, entity: Entity): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return t("commitments.show.nothing");
  if (Array.isArray(value)) return value.map((one) => partWords(part, one, entity)).join(", ");
  if (part === "money") return formatMoney(Number(value));
  const text = String(value);
  if (part === "territories") return entity.find(text)?.name ?? text;
  if (part === "agency" || part === "coAgencies") return entity.name(entity.agency(text), locale());
  if (part === "sector") return entity.name(entity.sector(text), locale());
  return text;
}
