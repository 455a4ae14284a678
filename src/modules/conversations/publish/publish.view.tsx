import type { VNode } from "preact";
import { SMALLEST_SHOWN } from "#analysis/suppress/suppress-small.ts";
import type { Territory } from "#core/territory/index.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Details, Notice, Table } from "#platform/views/content.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { Bullets, Fine, Lead, Mono, Small } from "#platform/views/text.tsx";
import type { Conversation } from "../conversation.ts";

export const FILES = [
  "votes.csv",
  "votes.json",
  "comments.csv",
  "comments.json",
  "participants-votes.csv",
  "summary.csv",
  "resultado.json",
  "en-duda.csv",
  "votes-sin-dudas.csv",
  "resultado-sin-dudas.json",
] as const;
export type FileName = (typeof FILES)[number];

/** What the files are called, and in which formats they are. */
interface Listed {
  key: "votes" | "comments" | "matrix" | "summary" | "result" | "doubts" | "votesUndoubted" | "resultUndoubted";
  files: readonly FileName[];
}

const LISTED: readonly Listed[] = [
  { key: "votes", files: ["votes.csv", "votes.json"] },
  { key: "comments", files: ["comments.csv", "comments.json"] },
  { key: "matrix", files: ["participants-votes.csv"] },
  { key: "summary", files: ["summary.csv"] },
  { key: "result", files: ["resultado.json"] },
];

/** Files that there are only where something is in doubt. */
const DOUBTED: readonly Listed[] = [
  { key: "doubts", files: ["en-duda.csv"] },
  { key: "votesUndoubted", files: ["votes-sin-dudas.csv"] },
  { key: "resultUndoubted", files: ["resultado-sin-dudas.json"] },
];

/** Column of the files → in which of them it is; its meaning is a text. */
const COLUMNS = [
  ["timestamp", "votes, comments"],
  ["datetime", "votes, comments"],
  ["comment-id", "votes, comments"],
  ["voter-id", "votes, en-duda"],
  ["case", "en-duda"],
  ["rule", "en-duda"],
  ["reason", "en-duda"],
  ["vote", "votes"],
  ["agrees", "comments"],
  ["disagrees", "comments"],
  ["moderated", "comments"],
  ["comment-body", "comments"],
  ["is-meta", "comments"],
  ["participant", "participants-votes"],
  ["group-id", "participants-votes"],
  ["n-votes", "participants-votes"],
] as const;

interface Props {
  conversation: Conversation;
  final: boolean;
  /** Whether somebody of the staff found some answers to be in doubt. */
  doubted: boolean;
  /** Those with a result of their own, when it is held in several, and how many have none. */
  places: readonly Territory[];
  without: number;
  url: string;
}

export function Data(props: Props): VNode {
  const { conversation, final, url } = props;
  const base = `/conversaciones/${conversation.slug}`;
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t("opinions.data.title")}</h1>
        <Lead>{t("opinions.data.lead")}</Lead>
      </Stack>
      <Section title={t("opinions.data.method")} id="metodo">
        <Bullets
          ordered
          items={[
            t("opinions.data.step.answers"),
            t("opinions.data.step.plane"),
            t("opinions.data.step.groups"),
            t("opinions.data.step.says"),
            t("opinions.data.step.same"),
          ]}
        />
      </Section>
      <Section title={t("opinions.data.files")} id="archivos">
        {final ? <Files {...props} /> : <Notice>{t("opinions.data.later")}</Notice>}
        <Fine>{t("opinions.data.privacy")}</Fine>
      </Section>
      <Section title={t("opinions.data.embed")} id="marco">
        <p>{t("opinions.data.embedAbout")}</p>
        <Mono>{`<iframe src="${url}${base}/marco" title="${conversation.title.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}" width="100%" height="900"></iframe>`}</Mono>
      </Section>
      <NextLink href={href(`${base}/resultados`)}>{t("opinions.back")}</NextLink>
    </Page>
  );
}

function Files({ conversation, doubted, places, without }: Props): VNode {
  return (
    <>
      <FileList slug={conversation.slug} listed={LISTED} />
      {places.map((place) => (
        <Details summary={t("opinions.data.ofPlace", { place: place.name })}>
          <FileList slug={conversation.slug} listed={LISTED} place={place} />
        </Details>
      ))}
      {without > 0 && <Small soft>{t("opinions.data.noPlace", { n: without, few: SMALLEST_SHOWN })}</Small>}
      <p>{t("opinions.data.recompute")}</p>
      <Mono>npm run -s sigesi -- groups --votes votes.csv --comments comments.csv --json</Mono>
      {doubted && (
        <>
          <p>{t("opinions.data.doubted")}</p>
          <FileList slug={conversation.slug} listed={DOUBTED} />
        </>
      )}
      <Details summary={t("opinions.data.dictionary")}>
        <Table
          id="diccionario"
          caption={t("opinions.data.dictionary")}
          captionHidden
          columns={[
            { text: t("opinions.data.columnName") },
            { text: t("opinions.data.columnFile") },
            { text: t("opinions.data.columnAbout") },
          ]}
          rows={COLUMNS.map(([name, files]) => [name, files, t(`opinions.data.column.${name}`)])}
        />
      </Details>
      <p>
        {t("opinions.data.licence")}{" "}
        <Link href="https://creativecommons.org/licenses/by/4.0/">{t("opinions.data.licenceName")}</Link>
      </p>
    </>
  );
}

function FileList({ slug, listed, place }: { slug: string; listed: readonly Listed[]; place?: Territory }): VNode {
  const query = place === undefined ? "" : `?lugar=${place.slug}`;
  return (
    <Bullets
      items={listed.map(({ key, files }) => (
        <>
          {files.map((file, index) => (
            <>
              {index > 0 && " · "}
              <Link href={href(`/conversaciones/${slug}/datos/${file}${query}`)}>{file}</Link>
            </>
          ))}
          : {t(`opinions.data.file.${key}`)}
        </>
      ))}
    />
  );
}
