import type { VNode } from "preact";
import { StateTag } from "#modules/commitments/index.ts";
import { formatDateShort, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState } from "#platform/views/content.tsx";
import { Section } from "#platform/views/layout.tsx";
import { NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Small, Soft, Written } from "#platform/views/text.tsx";
import type { HomeProps } from "./home.view.tsx";

/** The latest of each commitment, newest first. */
export function Happenings({
  latest,
  entity,
  today,
  commitments,
}: Pick<HomeProps, "latest" | "entity" | "today" | "commitments">): VNode {
  const total = commitments.reduce((all, one) => all + one.n, 0);
  return (
    <Section title={t("site.home.latest")} id="ultimo">
      {latest.length === 0 && <EmptyState title={t("site.home.noNews")} text={t("site.home.noNewsText")} />}
      <Items>
        {latest.map((one) => (
          <Item
            title={<Written>{one.title}</Written>}
            href={href(`/compromisos/${one.id}`)}
            over={
              <>
                <StateTag commitment={one} today={today} />
                <Small soft inline>
                  {entity.territory(one.territory).name} ·{" "}
                  {one.at === null
                    ? t("site.home.wasDue", { date: formatDateShort(one.dueDate) })
                    : formatDateShort(one.at)}
                </Small>
              </>
            }
          >
            {one.text !== null && (
              <Small>
                <Written>{shorten(one.text)}</Written>
              </Small>
            )}
          </Item>
        ))}
      </Items>
      {total > 0 && <NextLink href={href("/compromisos")}>{t("site.home.seeCommitments", { n: total })}</NextLink>}
      {total === 0 && <Soft>{t("site.home.noCommitments")}</Soft>}
    </Section>
  );
}

const LETTERS = 160;

function shorten(text: string): string {
  return text.length <= LETTERS ? text : `${text.slice(0, text.lastIndexOf(" ", LETTERS))}…`;
}
