import type { VNode } from "preact";
import { formatDayMonthYear, href, locale, t } from "#platform/i18n/i18n.ts";
import { LabelledMeter } from "#platform/views/charts.tsx";
import { Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Item } from "#platform/views/lists.tsx";
import { Small, Written } from "#platform/views/text.tsx";
import { isOverdue, shareDone } from "../commitment.ts";
import type { Commitment } from "../commitments.sql.ts";
import { figureWords } from "../figure-words.ts";
import { StateTag } from "../state-tag.tsx";
import type { Figure, LastEvidence } from "../story.sql.ts";
import type { BoardProps } from "./board.view.tsx";

/** One commitment: what and who, when (old dates struck through), how far. */
export function BoardRow({
  commitment,
  evidence,
  figures,
  entity,
  today,
}: BoardProps & { commitment: Commitment }): VNode {
  const more = commitment.territories.length;
  const place = entity.territory(commitment.territory).name;
  return (
    <Item
      title={<Written>{commitment.title}</Written>}
      href={href(`/compromisos/${commitment.id}`)}
      meta={[
        more === 0 ? place : t("commitments.board.andMore", { place, n: more }),
        entity.name(entity.agency(commitment.agency), locale()),
      ].join(" · ")}
      side={
        <Stack gap="xs">
          <p>
            <StateTag commitment={commitment} today={today} />
          </p>
          <Due commitment={commitment} today={today} />
        </Stack>
      }
      end={<Progress commitment={commitment} figure={figures.get(commitment.id)} today={today} />}
    >
      <Proof commitment={commitment} last={evidence.get(commitment.id)} />
    </Item>
  );
}

function Due({ commitment, today }: { commitment: Commitment; today: string }): VNode {
  const { dueDate, firstDueDate } = commitment;
  const day = formatDayMonthYear(dueDate);
  return (
    <Small>
      {isOverdue(commitment, today) ? t("commitments.board.wasDue", { day }) : day}
      {firstDueDate !== null && (
        <>
          {" "}
          <s>{formatDayMonthYear(firstDueDate)}</s>
        </>
      )}
    </Small>
  );
}

function Proof({ commitment, last }: { commitment: Commitment; last: LastEvidence | undefined }): VNode | null {
  if (last === undefined) return null;
  const { photos, documents } = last;
  const what =
    photos > 0
      ? t("commitments.board.photos", { n: photos })
      : documents > 0
        ? t("commitments.board.documents", { n: documents })
        : t("commitments.board.links");
  const words = `${what} · ${formatDayMonthYear(last.at)}`;
  return (
    <Small>
      {t("commitments.board.proof")}{" "}
      <Link
        href={href(`/compromisos/${commitment.id}#${photos > 0 ? "fotos" : "novedades"}`)}
        label={`${words}: ${commitment.title}`}
      >
        {words}
      </Link>
    </Small>
  );
}

function Progress(props: { commitment: Commitment; figure: Figure | undefined; today: string }): VNode {
  const { commitment, figure, today } = props;
  const share = figure && shareDone(figure);
  if (figure === undefined) return <Small soft>{t("commitments.board.noFigure")}</Small>;
  if (share === undefined) return <Small>{figureWords(figure)}</Small>;
  return (
    <LabelledMeter
      label={figureWords(figure)}
      value={`${share}\u00A0%`}
      percent={share}
      color={colorOf(commitment, today)}
    />
  );
}

function colorOf(commitment: Commitment, today: string) {
  if (isOverdue(commitment, today)) return 2;
  return ({ met: 1, partly_met: 5, in_progress: 3, agreed: 6, proposed: 6, not_met: 4 } as const)[commitment.state];
}
