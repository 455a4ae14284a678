import type { VNode } from "preact";
import { formatDayMonthYear, formatMoney, formatNumber, t } from "#platform/i18n/i18n.ts";
import { Details } from "#platform/views/content.tsx";
import { Section } from "#platform/views/layout.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Small } from "#platform/views/text.tsx";
import type { Contract } from "../projects.sql.ts";

/** Contracts shown at once. */
const AT_ONCE = 10;

/** What was contracted with organisations. A contract that other projects pay too says so, so that nobody counts it twice. */
export function Contracts({ contracts }: { contracts: readonly Contract[] }): VNode {
  const rest = contracts.slice(AT_ONCE);
  return (
    <Section title={t("projects.contracts.title", { n: contracts.length })} id="contratos">
      {contracts.length === 0 && <p>{t("projects.contracts.none")}</p>}
      <ContractItems contracts={contracts.slice(0, AT_ONCE)} />
      {rest.length > 0 && (
        <Details summary={t("projects.contracts.more", { n: rest.length })}>
          <ContractItems contracts={rest} />
        </Details>
      )}
      <Fine>{t("projects.contracts.legal")}</Fine>
    </Section>
  );
}

function ContractItems({ contracts }: { contracts: readonly Contract[] }): VNode {
  return (
    <Items>
      {contracts.map(({ code, object, supplier, value, state, system, asOf, shared }) => (
        <Item
          small
          title={supplier}
          meta={[code, system, state, asOf === null ? null : formatDayMonthYear(asOf)].filter(Boolean).join(" · ")}
          side={<strong>{formatMoney(value)}</strong>}
        >
          <p>{object ?? t("projects.contracts.noObject")}</p>
          {shared > 0 && <Small soft>{t("projects.contracts.shared", { n: formatNumber(shared) })}</Small>}
        </Item>
      ))}
    </Items>
  );
}
