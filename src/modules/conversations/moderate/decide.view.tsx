// What is decided about one statement: the side of the desk.
import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Card, Notice } from "#platform/views/content.tsx";
import { Form } from "#platform/views/form.tsx";
import { Actions } from "#platform/views/layout.tsx";
import { Button, Link, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Said, Small } from "#platform/views/text.tsx";
import { type Conversation, isShown } from "../conversation.ts";
import type { SimilarStatement } from "../say-statement/similar.sql.ts";
import type { DeskStatement, Queue, Translation } from "./desk.sql.ts";
import { Translations } from "./translations.view.tsx";

export interface CurrentStatement extends DeskStatement {
  similar: readonly SimilarStatement[];
  translations: readonly Translation[];
}

export interface DeskProps {
  conversation: Conversation;
  may: { run: boolean; moderate: boolean; review: boolean; translate: boolean; carry: boolean };
  queue: Queue;
  counts: Readonly<Record<Queue, number>>;
  list: readonly DeskStatement[];
  current: CurrentStatement | undefined;
  people: number;
  /** Languages into which statements are translated here. */
  languages: readonly string[];
  /** Cases of odd answers that nobody has looked at. */
  signals: number;
  entity: Entity;
  form: FormState;
  done: string | undefined;
  now: Date;
  account: number | undefined;
  paths: ReadonlySet<string>;
}

export const baseOf = ({ slug }: Conversation): string => `/gestion/conversaciones/${slug}`;

export function Decide(props: DeskProps & { current: CurrentStatement }): VNode {
  const { conversation, current, may, form } = props;
  const action = href(`${baseOf(conversation)}/afirmaciones/${current.number}`);
  return (
    <>
      <Card tone="flat" dense title={t("conversations.moderate.statement", { n: String(current.number) })} id="esta">
        <Said>{current.text}</Said>
        {current.hiddenReason !== null && (
          <Notice tone="warn" title={t("conversations.statement.reason")} titleLevel={3}>
            {current.hiddenReason}
          </Notice>
        )}
        {may.moderate && (
          <Form layout="stack-s" action={action} label={t("conversations.moderate.decide")}>
            {current.moderated !== -1 && (
              <TextArea
                id="reason"
                label={t("conversations.moderate.reason")}
                hint={t("conversations.moderate.reasonHint")}
                value={form.value("reason")}
                error={form.error("reason")}
                rows={2}
                maxLength={600}
              />
            )}
            <Choices {...props} />
          </Form>
        )}
      </Card>
      {current.similar.length > 0 && <SideBySide {...props} action={action} />}
      {may.translate && <Translations {...props} />}
      {may.carry && isShown(conversation.moderation, current.moderated) && conversation.state !== "draft" && (
        <Card tone="flat" dense title={t("conversations.carry.title")} id="llevar">
          <Small>{t("conversations.carry.text")}</Small>
          <NextLink href={href(`${baseOf(conversation)}/afirmaciones/${current.number}/llevar`)}>
            {t("conversations.carry.go")}
          </NextLink>
        </Card>
      )}
    </>
  );
}

function Choices({ conversation, current }: DeskProps & { current: CurrentStatement }): VNode {
  const stands = conversation.state === "closed";
  return (
    <Actions>
      {current.moderated !== 1 && !stands && (
        <Button size="small" name="act" value="accept" shortcut="A">
          {t("conversations.moderate.accept")}
        </Button>
      )}
      {current.moderated !== -1 && (
        <Button size="small" kind="danger" name="act" value="hide" shortcut="O">
          {t("conversations.moderate.hide")}
        </Button>
      )}
      {!stands && (
        <Button size="small" kind="quiet" name="act" value={current.isMeta ? "opinion" : "meta"} shortcut="M">
          {current.isMeta ? t("conversations.moderate.opinion") : t("conversations.moderate.meta")}
        </Button>
      )}
    </Actions>
  );
}

/** Two that may say the same, one under the other: which one stays is decided by a person. */
function SideBySide({
  conversation,
  current,
  may,
  action,
}: DeskProps & { current: CurrentStatement; action: string }): VNode {
  const decides = may.moderate && current.moderated !== -1 && conversation.state !== "closed";
  return (
    <Card tone="flat" dense title={t("conversations.moderate.similar")} id="parecidas">
      <Items>
        {current.similar.map((one) => (
          <Item>
            <p>
              <Link href={href(`/gestion/conversaciones/${conversation.slug}?cola=accepted&n=${one.number}`)}>
                {one.text}
              </Link>
            </p>
            {decides && (
              <Form layout="bare" action={action} hidden={{ act: "duplicate", of: String(one.number) }}>
                <Button size="dense" kind="quiet" label={`${t("conversations.moderate.same")}: ${one.text}`}>
                  {t("conversations.moderate.same")}
                </Button>
              </Form>
            )}
          </Item>
        ))}
      </Items>
    </Card>
  );
}
