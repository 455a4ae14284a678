import type { VNode } from "preact";
import { formatTime, href, t } from "#platform/i18n/i18n.ts";
import { Card, Tag } from "#platform/views/content.tsx";
import { Button } from "#platform/views/link.tsx";
import { Bullets, Small } from "#platform/views/text.tsx";
import type { DeskProps } from "../join-needs/join-needs.view.tsx";
import { BATCH, type Claim } from "./claim-needs.ts";

export type Hands = readonly { accountId: number; name: string; n: number; until: Date }[];

/** Who works on what now, with the buttons to take a batch and to let go of it. They belong to the form of the desk. */
export function WhoHasWhat({ process, hands, account, may }: DeskProps): VNode | null {
  if (!may.claim) return null;
  const mine = hands.find(({ accountId }) => accountId === account);
  const action = href(`/gestion/necesidades/${process.slug}/lote`);
  return (
    <Card tone="flat" title={t("demands.claim.title")} id="manos" dense>
      {hands.length === 0 ? (
        <Small>{t("demands.claim.none")}</Small>
      ) : (
        <Bullets
          items={hands.map(({ accountId, name, n, until }) =>
            accountId === account
              ? t("demands.claim.mine", { n, until: formatTime(until) })
              : t("demands.claim.others", { n, name, until: formatTime(until) }),
          )}
        />
      )}
      <Button kind="quiet" size="dense" form="decidir" action={action} name="act" value="take" shortcut="T">
        {t("demands.claim.take", { n: BATCH })}
      </Button>
      {mine !== undefined && (
        <Button kind="quiet" size="dense" form="decidir" action={action} name="act" value="release" shortcut="L">
          {t("demands.claim.release")}
        </Button>
      )}
    </Card>
  );
}

/** Whose hands a need of the list is in. */
export function HandsTag({ claim, mine }: { claim: Claim; mine: boolean }): VNode {
  const until = formatTime(claim.until);
  return mine ? (
    <Tag tone="open">{t("demands.claim.tagMine", { until })}</Tag>
  ) : (
    <Tag tone="warn">{t("demands.claim.tag", { name: claim.name, until })}</Tag>
  );
}
