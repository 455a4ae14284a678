// A message becomes a request with its receipt, or is added to the request that it answers. Nothing of it is lost: what cannot be kept
// is noted in the case.
import { queueMail } from "#core/people/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { addHistory } from "#core/trace/index.ts";
import { type WriteTx, waitForDisk } from "#platform/db/db.ts";
import type { StoredFile } from "#platform/files/files.ts";
import { prepareFile } from "#platform/files/prepare-file.ts";
import { Problem } from "#platform/http/problem.ts";
import { calendarDay, formatDate, t, translate, withLocale } from "#platform/i18n/i18n.ts";
import type { JobServices } from "#platform/module.ts";
import { digest } from "#platform/secrets/secrets.ts";
import { CaseRefusal } from "../case-clock.ts";
import { appendEvent, type Case, clockOf, listEvents, lockCase } from "../case-store.ts";
import { addFiles, addMessage, findPerson } from "../case-words.sql.ts";
import { receiptCode } from "../file-case/draft.ts";
import { fileCase } from "../file-case/file-case.ts";
import { formsOf, proposeForm } from "../forms.ts";
import { readRadicado } from "../radicado.ts";
import type { IncomingMail } from "./read-mail.ts";

const MOST_FILES = 5;
const MAX_FILE_BYTES = 10 * 1024 * 1024;
const MAX_LETTERS = 9000;

export type Taken = "filed" | "added" | "again" | "ignored";

interface Prepared {
  kept: StoredFile[];
  /** What was not kept and why, in words for the official. */
  refused: string[];
}

/** Takes a message. The same one twice is taken once; what a machine wrote is not taken. */
export function takeMail(services: JobServices, mail: IncomingMail): Promise<Taken> {
  return withLocale("es", services.region, async () => {
    if (mail.automatic) return "ignored";
    const prepared = await prepare(mail);
    const idHash = digest(`${mail.from}\n${mail.messageId === "" ? mail.subject + mail.text : mail.messageId}`);
    return services.write(async (tx) => {
      const now = services.now();
      const known = await tx
        .selectFrom("case_mails")
        .select("case_id")
        .where("id_hash", "=", idHash)
        .executeTakeFirst();
      if (known !== undefined) {
        // The server of the mail forgets a message that it hears was taken.
        waitForDisk(tx);
        return "again";
      }
      const answered = await findAnswered(tx, mail);
      const caseId =
        answered === undefined
          ? await fileMail(tx, services, { mail, key: idHash.toString("base64url"), now })
          : await addMail(tx, services.entity, answered, mail, now);
      await addFiles(tx, caseId, prepared.kept, now);
      for (const text of prepared.refused) await addMessage(tx, { caseId, kind: "note", text, at: now });
      await tx.insertInto("case_mails").values({ id_hash: idHash, case_id: caseId, at: now }).execute();
      return answered === undefined ? "filed" : "added";
    });
  });
}

/** Slow: before the transaction. Types are those of the bytes, whatever the message says. */
async function prepare({ attachments }: IncomingMail): Promise<Prepared> {
  const kept: StoredFile[] = [];
  const refused: string[] = [];
  for (const { name, body } of attachments) {
    if (kept.length >= MOST_FILES) {
      refused.push(t("cases.mailIn.refused", { name, why: t("cases.file.what.manyPhotos", { n: MOST_FILES }) }));
      continue;
    }
    try {
      kept.push(await prepareFile({ body, tooBig: body.length > MAX_FILE_BYTES }, "", { maxBytes: MAX_FILE_BYTES }));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      refused.push(t("cases.mailIn.refused", { name, why: translate(error.key, error.parameters) }));
    }
  }
  return { kept, refused };
}

/** The case whose number the subject holds, if its person is who writes: a number alone opens nothing. */
async function findAnswered(tx: WriteTx, { subject, from }: IncomingMail): Promise<Case | undefined> {
  const number = readRadicado(/[A-Z]{2,8}-\d{4}-\d{1,9}-\d/i.exec(subject)?.[0] ?? "");
  if (number === undefined) return undefined;
  const row = await tx.selectFrom("cases").select("id").where("number", "=", number).executeTakeFirst();
  const one = row && (await lockCase(tx, row.id));
  if (one === undefined) return undefined;
  return (await findPerson(tx, one.id))?.email?.toLowerCase() === from ? one : undefined;
}

async function fileMail(
  tx: WriteTx,
  { entity, publicUrl }: JobServices,
  { mail, key, now }: { mail: IncomingMail; key: string; now: Date },
): Promise<number> {
  const { from, name, subject } = mail;
  const text = [subject, ownWords(mail.text)].filter((part) => part !== "").join("\n\n") || t("cases.mailIn.noText");
  const secret = await receiptCode(tx, key);
  const proposed = proposeForm(text);
  const offered = formsOf(entity.jurisdiction, calendarDay(now, entity.timeZone));
  const { id, number, dueOn } = await fileCase(
    tx,
    { entity, now },
    {
      form: offered.includes(proposed) ? proposed : "petition",
      text: text.slice(0, MAX_LETTERS),
      territory: entity.root.code,
      priority: false,
      // Being notified by mail is something that they have to accept: writing by mail is not that.
      person: { name: name || from, email: from, electronic: false },
      channel: "email",
      files: [],
    },
    secret,
  );
  await queueMail(tx, {
    to: from,
    subject: t("cases.mail.subject", { number: `[${number}]` }),
    text: [
      t("cases.mail.received", { number, date: dueOn === null ? t("cases.stopped") : formatDate(dueOn) }),
      t("cases.received.code", { code: secret }),
      t("cases.mail.where", { address: `${publicUrl}/solicitudes/seguir` }),
      t("cases.mailIn.reply"),
    ].join("\n\n"),
    headers: { "Auto-Submitted": "auto-replied" },
  });
  return id;
}

async function addMail(tx: WriteTx, entity: Entity, one: Case, { text }: IncomingMail, now: Date): Promise<number> {
  const words = ownWords(text) || t("cases.mailIn.noText");
  await addMessage(tx, { caseId: one.id, kind: "added", text: words.slice(0, MAX_LETTERS), at: now });
  await addHistory(tx, { thingId: one.id, event: "cases.added", public: false, now });
  const { asked } = clockOf(entity, one, await listEvents(tx, one.id)).clock;
  if (asked?.open !== true || one.closedAt !== null) return one.id;
  try {
    await appendEvent(tx, entity, one, { at: now, kind: asked.what === "clarification" ? "clarified" : "completed" });
  } catch (error) {
    // It came after its days: the words stay, and the clock as it was.
    if (!(error instanceof CaseRefusal)) throw error;
  }
  return one.id;
}

/** What they wrote now, without the message that they answer. */
function ownWords(text: string): string {
  const lines = text.split("\n");
  const quoted = lines.findIndex(
    (line, index) =>
      line.startsWith(">") ||
      (/^(El|On) .+(escribió|wrote):\s*$/.test(line) && index > 0) ||
      /^-{3,} ?(Original|Mensaje)/.test(line),
  );
  return (quoted === -1 ? lines : lines.slice(0, quoted)).join("\n").trim();
}
