import type { VNode } from "preact";
import { z } from "zod";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { href, type MessageKey, t, translate } from "#platform/i18n/i18n.ts";
import { Picture } from "#platform/views/content.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Link, LinkButton } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Bullets, Lead } from "#platform/views/text.tsx";
import { PICTURE_SIZE, pictureOf } from "./pictures.ts";
import { TOPICS, type Topic } from "./topics.ts";

export const help = get({
  path: "/ayuda",
  access: "public",
  cache: { seconds: 60, tags: () => [] },
  handle: async () => ({
    kind: "page",
    title: t("help.title"),
    crumbs: [{ text: t("site.home.crumb"), path: "/" }, { text: t("help.title") }],
    body: (
      <Page width="narrow" gap="l">
        <Stack gap="s">
          <h1>{t("help.title")}</h1>
          <Lead>{t("help.lead")}</Lead>
        </Stack>
        <Section title={t("help.anybody")} id="todas">
          <Topics topics={TOPICS.filter((topic) => topic.roles.length === 0)} />
        </Section>
        <Section title={t("help.staff")} id="equipo">
          <p>{t("help.staffLead")}</p>
          <Topics topics={TOPICS.filter((topic) => topic.roles.length > 0)} />
        </Section>
        <Section title={t("help.words.title")} id="palabras">
          <Bullets
            items={(["need", "initiative", "ballot", "commitment", "thread", "receipt", "process"] as const).map(
              (word) => t(`help.words.${word}`),
            )}
          />
        </Section>
      </Page>
    ),
  }),
});

function Topics({ topics }: { topics: readonly Topic[] }): VNode {
  return (
    <Items>
      {topics.map((topic) => (
        <Item
          title={t(`help.${topic.id}.title`)}
          href={href(`/ayuda/${topic.id}`)}
          meta={topic.roles.map((role) => t(`people.role.${role}`)).join(" · ")}
        >
          {t(`help.${topic.id}.lead`)}
        </Item>
      ))}
    </Items>
  );
}

export const helpTopic = get({
  path: "/ayuda/:topic",
  access: "public",
  params: z.object({ topic: z.string().max(40) }),
  cache: { seconds: 60, tags: () => [] },
  handle: async (_ctx, { params }) => {
    const topic = TOPICS.find((one) => one.id === params.topic);
    if (topic === undefined) throw notFound();
    const title: MessageKey = `help.${topic.id}.title`;
    return {
      kind: "page",
      title: t(title),
      crumbs: [
        { text: t("site.home.crumb"), path: "/" },
        { text: t("help.title"), path: "/ayuda" },
        { text: t(title) },
      ],
      body: <ShowTopic topic={topic} />,
    };
  },
});

function ShowTopic({ topic }: { topic: Topic }): VNode {
  const { id, roles, steps, path } = topic;
  const picture = pictureOf(id);
  const next = TOPICS[TOPICS.indexOf(topic) + 1];
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t(`help.${id}.title`)}</h1>
        <Lead>{t(`help.${id}.lead`)}</Lead>
        {roles.length > 0 && (
          <p>{t("help.whoCan", { roles: roles.map((role) => t(`people.role.${role}`)).join(", ") })}</p>
        )}
      </Stack>
      <Section title={t("help.steps")} id="pasos">
        <Bullets ordered items={Array.from({ length: steps }, (_, at) => translate(`help.${id}.step${at + 1}`))} />
        <LinkButton href={href(path)}>{t(`help.${id}.go`)}</LinkButton>
      </Section>
      {picture !== undefined && (
        <Picture src={picture} alt={t("help.picture", { title: t(`help.${id}.title`) })} {...PICTURE_SIZE} />
      )}
      <Section title={t("help.ifNot.title")} id="si-no">
        <p>{t(`help.${id}.ifNot`)}</p>
      </Section>
      {next !== undefined && (
        <p>
          {t("help.next")} <Link href={href(`/ayuda/${next.id}`)}>{t(`help.${next.id}.title`)}</Link>
        </p>
      )}
    </Page>
  );
}
