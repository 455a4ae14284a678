import type { VNode } from "preact";
import { formatDayMonthYear, href, t } from "#platform/i18n/i18n.ts";
import type { ThingTitle } from "#platform/module.ts";
import { EmptyState, Facts, Notice } from "#platform/views/content.tsx";
import { Form } from "#platform/views/form.tsx";
import { Actions, Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Lead, Said } from "#platform/views/text.tsx";
import type { Follow, Follower } from "../follow.sql.ts";
import { allPath, noticePath } from "../paths.ts";

interface WhyProps {
  follow: Follow;
  /** Undefined when it is no longer shown. */
  what: ThingTitle | undefined;
  action: string;
}

/** Why a message came, and the button that stops it. */
export function WhyThis({ follow, what, action }: WhyProps): VNode {
  const ended = follow.endedAt !== null;
  const author = follow.source === "author";
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t(ended ? "follows.why.ended" : "follows.why.title")}</h1>
        {what !== undefined && <Said>{what.title}</Said>}
        <Lead>{t(ended ? "follows.why.endedLead" : author ? "follows.mail.why.author" : "follows.why.lead")}</Lead>
      </Stack>
      {!ended && (
        <Facts
          items={[
            { name: t("follows.why.asked"), value: formatDayMonthYear(follow.askedAt) },
            ...(follow.confirmedAt === null || author
              ? []
              : [{ name: t("follows.why.confirmed"), value: formatDayMonthYear(follow.confirmedAt) }]),
            { name: t("follows.why.how"), value: t(`follows.how.${follow.how}`) },
          ]}
        />
      )}
      <Form action={href(action)} layout="stack-s">
        <Actions>
          {ended ? (
            <Button name="act" value="resume" kind="quiet">
              {t("follows.why.resume")}
            </Button>
          ) : (
            <Button name="act" value="stop">
              {t("follows.why.stop")}
            </Button>
          )}
          {!ended && follow.how !== "weekly" && (
            <Button name="act" value="weekly" kind="quiet">
              {t("follows.why.toWeekly")}
            </Button>
          )}
          {!ended && follow.how === "weekly" && (
            <Button name="act" value="each" kind="quiet">
              {t("follows.why.toEach")}
            </Button>
          )}
        </Actions>
      </Form>
      <NextLink href={href(allPath(follow.allToken))}>{t("follows.mail.all")}</NextLink>
    </Page>
  );
}

interface AllProps {
  follower: Follower;
  follows: readonly { follow: Follow; what: ThingTitle | undefined }[];
  action: string;
}

export function AllNotices({ follower, follows, action }: AllProps): VNode {
  if (follower.silencedAt !== null) return <Silent action={action} />;
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t("follows.all.title")}</h1>
        <Lead>{t("follows.all.lead")}</Lead>
      </Stack>
      {follower.unreachableAt !== null && (
        <Notice tone="warn" title={t("follows.all.unreachable")}>
          {t("follows.all.unreachableText")}
        </Notice>
      )}
      {follows.length === 0 && <EmptyState level={2} title={t("follows.all.none")} text={t("follows.all.noneText")} />}
      {follows.length > 0 && (
        <Items>
          {follows.map(({ follow, what }) => (
            <Item
              level={2}
              title={what?.title ?? ""}
              href={href(what?.path ?? "/")}
              meta={t(`follows.how.${follow.how}`)}
              side={
                <LinkButton
                  kind="quiet"
                  size="small"
                  href={href(noticePath(follow.token))}
                  label={t("follows.all.changeOne", { what: what?.title ?? "" })}
                >
                  {t("follows.all.change")}
                </LinkButton>
              }
            />
          ))}
        </Items>
      )}
      <Section title={t("follows.all.stopTitle")} id="parar">
        <Form action={href(action)} layout="stack-s">
          <Actions>
            {follows.length > 0 && (
              <Button name="act" value="stop-all" kind="quiet">
                {t("follows.all.stop")}
              </Button>
            )}
            <Button name="act" value="silence" kind="quiet">
              {t("follows.all.silence")}
            </Button>
          </Actions>
        </Form>
        <Fine>{t("follows.all.silenceText")}</Fine>
      </Section>
    </Page>
  );
}

function Silent({ action }: { action: string }): VNode {
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t("follows.silent.title")}</h1>
        <Lead>{t("follows.silent.lead")}</Lead>
      </Stack>
      <Form action={href(action)}>
        <Button name="act" value="speak" kind="quiet">
          {t("follows.silent.speak")}
        </Button>
      </Form>
    </Page>
  );
}
