// The sheet that says that a request was received: for who asked from their own phone and for whom an official wrote it down.
import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { formatDate, formatInstant, href, locale, t } from "#platform/i18n/i18n.ts";
import { Facts } from "#platform/views/content.tsx";
import { Receipt } from "#platform/views/receipt.tsx";
import { Bullets, Fine, Plainly } from "#platform/views/text.tsx";
import type { Case } from "./case-store.ts";
import type { CasePerson } from "./case-words.sql.ts";
import { isVerbal } from "./channels.ts";

interface Props {
  one: Case;
  entity: Entity;
  publicUrl: string;
  /** The code of who asks; undefined once it was shown. */
  secret: string | undefined;
  /** Who wrote it down and for whom; undefined when who asks did. */
  written?: { officer: string; person: CasePerson | undefined; files: number };
}

export function CaseReceipt({ one, entity, publicUrl, secret, written }: Props): VNode {
  return (
    <Receipt
      title={t("cases.received.sheet", { entity: entity.officialName(locale()) })}
      code={one.number}
      spoken={secret === undefined ? t("cases.received.codeGiven") : t("cases.received.code", { code: secret })}
      url={`${publicUrl}${href("/solicitudes/seguir")}`}
      qrLabel={t("cases.received.qr")}
    >
      <Facts
        items={[
          { name: t("cases.fact.received"), value: formatInstant(one.receivedAt) },
          { name: t("cases.fact.form"), value: t(`cases.form.${one.form}.name`) },
          { name: t("cases.fact.due"), value: one.dueOn === null ? t("cases.stopped") : formatDate(one.dueOn) },
          { name: t("cases.fact.agency"), value: entity.name(entity.agency(one.agency), locale()) },
          { name: t("cases.fact.text"), value: <Plainly text={one.text} /> },
          ...(written === undefined ? [] : recorded(one, written)),
        ]}
      />
      {isVerbal(one.channel) && <p>{t("cases.received.verbal", { channel: t(`cases.channel.${one.channel}`) })}</p>}
      <Fine>{t(one.anonymous ? "cases.received.anonymous" : "cases.received.how")}</Fine>
    </Receipt>
  );
}

/** What the record of a petition that somebody else writes down has to say. (co: Decreto 1166 of 2016, art. 2.2.3.12.3.) */
function recorded(one: Case, { officer, person, files }: NonNullable<Props["written"]>) {
  const { name, document, address, email, phone } = person ?? {};
  const who = [name, document, address, email, phone].filter((part) => part !== null && part !== undefined);
  const annexes = [one.annexes, files > 0 ? t("cases.files", { n: files }) : undefined].filter(Boolean).join(", ");
  return [
    ...(one.reasons === null ? [] : [{ name: t("cases.fact.reasons"), value: <Plainly text={one.reasons} /> }]),
    { name: t("cases.fact.who"), value: who.length === 0 ? t("cases.anonymous") : <Bullets plain items={who} /> },
    { name: t("cases.fact.annexes"), value: annexes === "" ? t("cases.noAnnexes") : annexes },
    {
      name: t("cases.fact.channel"),
      value: [t(`cases.channel.${one.channel}`), one.origin].filter(Boolean).join(": "),
    },
    { name: t("cases.fact.officer"), value: officer },
  ];
}
