import type { VNode } from "preact";
import { formatDayMonthYear, href, t } from "#platform/i18n/i18n.ts";
import { Picture, Tag } from "#platform/views/content.tsx";
import { Section } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Said } from "#platform/views/text.tsx";
import type { Remark } from "./remarks.ts";

interface Props {
  remarks: readonly Remark[];
  so: number;
  notSo: number;
  /** As moderation knows them. */
  kind: string;
  /** Path of the form with which one says what one saw, and of the photos. */
  say: string;
  photos: string;
}

/** What people who live there have seen, and the way to say it: of a commitment, or of a project. */
export function Remarks({ remarks, so, notSo, kind, say, photos }: Props): VNode {
  return (
    <Section title={t("commitments.remark.heading")} id="dicen">
      <p>{remarks.length === 0 ? t("commitments.remark.none") : t("commitments.remark.counts", { so, notSo })}</p>
      {remarks.length > 0 && (
        <Items>
          {remarks.map(({ id, isSo, text, at, photo }) => (
            <Item
              id={`r${id}`}
              over={
                <Tag tone={isSo ? "done" : "late"}>{t(isSo ? "commitments.remark.yes" : "commitments.remark.no")}</Tag>
              }
              meta={formatDayMonthYear(at)}
            >
              <Said>{text}</Said>
              {photo !== null && (
                <Picture
                  src={`${photos}/${photo.id}?chica`}
                  alt={t("commitments.remark.photoAlt", { date: formatDayMonthYear(at) })}
                  width={photo.width}
                  height={photo.height}
                />
              )}
              <Fine>
                <Link href={href(`/reportar/${kind}/${id}`)} label={`${t("moderation.report.link")} (${id})`}>
                  {t("moderation.report.link")}
                </Link>
              </Fine>
            </Item>
          ))}
        </Items>
      )}
      <NextLink href={href(say)}>{t("commitments.remark.link")}</NextLink>
    </Section>
  );
}
