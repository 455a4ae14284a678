// The words of each message, in the language of its reader, from what may be seen at this moment.

import { eventText } from "#core/trace/index.ts";
import { formatDayMonthYear, href, LOCALES, type Locale, t, translate, withLocale } from "#platform/i18n/i18n.ts";
import type { JobServices, ThingTitle } from "#platform/module.ts";
import { type Letter, type LetterBlock, letterHtml, letterText } from "#platform/views/letter.tsx";
import { allPath, confirmPath, noticePath } from "../paths.ts";
import { letterWords } from "../send-letter.ts";
import { listTargets, nameOfTarget, type TargetNames } from "../targets.ts";
import { type FollowOfNotice, type Line, listLines, type Notice } from "./notices.sql.ts";

export interface Composed {
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
}

/** What the messages of one language are made of. */
interface Material {
  services: JobServices;
  locale: Locale;
  lines: ReadonlyMap<number, Line>;
  titles: ReadonlyMap<number, ThingTitle>;
  targets: TargetNames;
  /** What summaries tell, by their lines: many people follow the same things, and differ only in how they stop. */
  summaries: Map<string, Summary | undefined>;
}

type Summary = Pick<Words, "subject" | "title" | "blocks">;

const SUBJECT_LETTERS = 130;
const DIGEST_LINES = 40;

/** The messages by their notices; one that has nothing left to tell is missing. */
export async function compose(services: JobServices, notices: readonly Notice[]): Promise<Map<number, Composed>> {
  const lines = await listLines(services.read, [...new Set(notices.flatMap((notice) => notice.lines))]);
  const composed = new Map<number, Composed>();
  for (const locale of LOCALES) {
    const mine = notices.filter((notice) => notice.locale === locale);
    if (mine.length === 0) continue;
    await withLocale(locale, services.region, async () => {
      const titles = await titlesOf(services, lines);
      const targets = await listTargets(
        services,
        mine.flatMap(({ follow }) => follow ?? []),
      );
      const material = { services, locale, lines, titles, targets, summaries: new Map() };
      for (const notice of mine) {
        const message = write(notice, material);
        if (message !== undefined) composed.set(notice.id, message);
      }
    });
  }
  return composed;
}

async function titlesOf({ read, kinds }: JobServices, lines: ReadonlyMap<number, Line>) {
  const titles = new Map<number, ThingTitle>();
  for (const [kind, group] of Map.groupBy(lines.values(), (line) => line.kind)) {
    const found = await kinds.get(kind)?.titles(read, [...new Set(group.map((line) => line.thingId))]);
    for (const [id, title] of found ?? []) titles.set(id, title);
  }
  return titles;
}

function write(notice: Notice, material: Material): Composed | undefined {
  switch (notice.kind) {
    case "confirm":
    case "known":
      return question(notice, material);
    case "digest":
      return digest(notice, material);
    case "letter":
      return letter(notice, material);
    default:
      return change(notice, material);
  }
}

const urlOf = ({ services }: Material, path: string): string => `${services.publicUrl}${href(path)}`;

/** Asks for the yes, or says that it was given before. */
function question({ kind, follow, allToken = "" }: Notice, material: Material): Composed | undefined {
  const what = follow && nameOfTarget(material.targets, follow);
  if (follow === undefined || what === undefined) return undefined;
  const known = kind === "known";
  const all = urlOf(material, allPath(allToken));
  const body: LetterBlock[] = known
    ? [
        { kind: "text", text: t("follows.mail.known.text") },
        { kind: "button", text: t("follows.mail.all"), url: all },
      ]
    : [
        { kind: "text", text: t("follows.mail.confirm.text") },
        { kind: "button", text: t("follows.mail.confirm.action"), url: urlOf(material, confirmPath(follow.token)) },
        { kind: "text", text: t("follows.mail.confirm.until") },
      ];
  return message(material, {
    subject: t(known ? "follows.mail.known.subject" : "follows.mail.confirm.subject", { what }),
    title: what,
    blocks: body,
    foot: [
      { kind: "text", text: t("follows.mail.notYou") },
      { kind: "link", text: t("follows.mail.silence"), url: all },
    ],
  });
}

/** What a line says to this reader; undefined when they may not read it any more. */
function told(line: Line | undefined, { titles }: Material, author: boolean) {
  const title = line && titles.get(line.thingId);
  if (line === undefined || title === undefined || !(line.public || author)) return undefined;
  return { line, title, what: eventText(line) };
}

function change(notice: Notice, material: Material): Composed | undefined {
  const { follow } = notice;
  const author = notice.kind === "answer";
  const news = told(material.lines.get(notice.lines[0] ?? 0), material, author);
  if (follow === undefined || news === undefined) return undefined;
  const { line, title, what } = news;
  // What is hidden has no page for others: its author reads of it among their own things.
  const path = line.public ? title.path : "/mis-aportes";
  return message(material, {
    subject: cut(`${cut(title.title, 70)}: ${what}`),
    title: title.title,
    over: t("follows.mail.change.over", { kind: kindOf(line, material), date: formatDayMonthYear(line.at) }),
    blocks: [
      ...(author ? [{ kind: "text" as const, text: t("follows.mail.answer.text") }] : []),
      { kind: "text", text: what },
      { kind: "button", text: t("follows.mail.change.action"), url: urlOf(material, path) },
    ],
    foot: footOf(follow, notice.allToken ?? "", material),
    unsubscribe: noticePath(follow.token),
  });
}

function kindOf(line: Line, { services }: Material): string {
  const label = services.kinds.get(line.kind)?.label;
  return label === undefined ? "" : translate(label);
}

function digest({ lines, allToken = "" }: Notice, material: Material): Composed | undefined {
  const { summaries } = material;
  const key = lines.join(" ");
  if (!summaries.has(key)) summaries.set(key, summaryOf(lines, material));
  const summary = summaries.get(key);
  if (summary === undefined) return undefined;
  const all = urlOf(material, allPath(allToken));
  return message(material, {
    ...summary,
    foot: [
      { kind: "text", text: t("follows.mail.digest.why") },
      { kind: "link", text: t("follows.mail.all"), url: all },
    ],
    unsubscribe: allPath(allToken),
  });
}

/** What some lines tell whoever may read them all; undefined where nothing is left to tell. */
function summaryOf(lines: readonly number[], material: Material): Summary | undefined {
  const news = lines.flatMap((id) => told(material.lines.get(id), material, false) ?? []);
  if (news.length === 0) return undefined;
  const shown = news.slice(-DIGEST_LINES);
  const more = news.length - shown.length;
  return {
    subject: t("follows.mail.digest.subject", { n: news.length }),
    title: t("follows.mail.digest.title", { n: news.length }),
    blocks: [
      ...shown.map(({ line, title, what }) => ({
        kind: "item" as const,
        over: t("follows.mail.change.over", { kind: kindOf(line, material), date: formatDayMonthYear(line.at) }),
        title: title.title,
        url: urlOf(material, title.path),
        text: what,
      })),
      ...(more > 0 ? [{ kind: "text" as const, text: t("follows.mail.digest.more", { n: more }) }] : []),
    ],
  };
}

/** Words of another module, to somebody with an account. */
function letter({ letter }: Notice, material: Material): Composed {
  const { subject, paragraphs, items, after, action, stop, why } = letterWords.parse(letter);
  return message(material, {
    subject,
    title: subject,
    blocks: [
      ...paragraphs.map((text) => ({ kind: "text" as const, text })),
      ...items.map(({ path, ...item }) => ({ kind: "item" as const, ...item, url: urlOf(material, path) })),
      ...(after === undefined ? [] : [{ kind: "text" as const, text: after }]),
      ...(action ? [{ kind: "button" as const, text: action.text, url: urlOf(material, action.path) }] : []),
    ],
    foot: [
      { kind: "text", text: why },
      ...(stop ? [{ kind: "link" as const, text: stop.text, url: urlOf(material, stop.path) }] : []),
    ],
    unsubscribe: stop?.path,
  });
}

function footOf(follow: FollowOfNotice, allToken: string, material: Material): LetterBlock[] {
  const what = nameOfTarget(material.targets, follow) ?? "";
  const date = formatDayMonthYear(follow.since);
  return [
    {
      kind: "text",
      text: follow.source === "author" ? t("follows.mail.why.author") : t("follows.mail.why.asked", { what, date }),
    },
    { kind: "link", text: t("follows.mail.stop"), url: urlOf(material, noticePath(follow.token)) },
    { kind: "link", text: t("follows.mail.all"), url: urlOf(material, allPath(allToken)) },
  ];
}

type Words = Omit<Letter, "lang"> & { subject: string; unsubscribe?: string };

function message(material: Material, { subject, unsubscribe, ...words }: Words): Composed {
  const { entity, publicUrl } = material.services;
  const sender = [entity.officialName(material.locale), entity.contact.address].filter(Boolean).join(" · ");
  const letter = { ...words, lang: material.locale, foot: [...words.foot, { kind: "text" as const, text: sender }] };
  return {
    // A title is one line, whatever somebody wrote in it.
    subject: subject.replaceAll(/\s+/g, " ").trim(),
    text: letterText(letter),
    html: letterHtml(letter),
    headers: {
      "Auto-Submitted": "auto-generated",
      "List-Id": `<avisos.${new URL(publicUrl).hostname}>`,
      // RFC 8058: the mail program posts to this very address, without cookies, and that is enough.
      ...(unsubscribe && {
        "List-Unsubscribe": `<${publicUrl}${unsubscribe}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      }),
    },
  };
}

/** As much as a subject shows, ended at a word. */
function cut(text: string, most = SUBJECT_LETTERS): string {
  if (text.length <= most) return text;
  const head = text.slice(0, most - 1);
  return `${head.slice(0, Math.max(head.lastIndexOf(" "), most / 2))}…`;
}
