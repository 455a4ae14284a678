// A request that an official writes down for somebody who came, called, brought a paper or wrote in a network; and its receipt.
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { prepareFile } from "#platform/files/prepare-file.ts";
import { choice, code, FormState, optionalCode, optionalText, textField, tick } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, postBatched, redirect } from "#platform/http/route.ts";
import { calendarDay, href, t } from "#platform/i18n/i18n.ts";
import { Actions, NoPrint, Page, Stack } from "#platform/views/layout.tsx";
import { LinkButton, PrintButton } from "#platform/views/link.tsx";
import { Lead } from "#platform/views/text.tsx";
import { findCase } from "../case-store.ts";
import { addFiles, findOfficialName, findPerson, listFiles } from "../case-words.sql.ts";
import { OFFICER_CHANNELS } from "../channels.ts";
import { mayRead } from "../desk/case-acts.ts";
import { EMAIL } from "../email.ts";
import { receiptCode } from "../file-case/draft.ts";
import { fileCase, findBySecret } from "../file-case/file-case.ts";
import { dropKey, giveKey, readKey } from "../follow/key.ts";
import { FORMS, formsOf } from "../forms.ts";
import { CaseReceipt } from "../receipt.view.tsx";
import { readingPage } from "../rights/reserved.tsx";
import { CounterPage } from "./counter.view.tsx";

const PATH = "/gestion/solicitudes";
const MAX_FILE_BYTES = 10 * 1024 * 1024;
const MAX_FILES = 5;
const MAX_LETTERS = 5000;

const body = z.object({
  /** Random word of this form: sent twice it files one. */
  key: z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().min(16).max(64)),
  channel: choice(OFFICER_CHANNELS, "cases.counter.channel.missing"),
  origin: optionalText(300),
  form: choice(FORMS, "cases.file.form.missing"),
  text: textField({ max: MAX_LETTERS, required: "cases.counter.text.missing" }),
  reasons: optionalText(MAX_LETTERS),
  annexes: optionalText(500),
  priority: tick(),
  territory: code("cases.file.where.missing"),
  place: optionalText(200),
  sector: optionalCode(),
  route: optionalCode(),
  name: optionalText(160),
  document: optionalText(40),
  address: optionalText(200),
  phone: optionalText(40),
  email: EMAIL,
  electronic: tick(),
});
type Written = z.infer<typeof body>;

function page(ctx: Context, form: FormState): PageAnswer {
  const { entity, now } = ctx;
  return {
    kind: "page",
    title: t("cases.counter.title"),
    staff: true,
    section: "cases",
    islands: ["plaza"],
    crumbs: [{ text: t("cases.desk.title"), path: PATH }, { text: t("cases.counter.title") }],
    body: (
      <CounterPage
        form={form}
        entity={entity}
        forms={formsOf(entity.jurisdiction, calendarDay(now, entity.timeZone))}
        formKey={form.value("key") || randomBytes(16).toString("base64url")}
      />
    ),
  };
}

export const counterForm = get({
  path: `${PATH}/nueva`,
  access: "cases.work",
  query: z.object({ puerta: z.enum(OFFICER_CHANNELS).catch("counter") }),
  handle: async (ctx, { query }) => page(ctx, FormState.filled({ channel: query.puerta, form: "petition" })),
});

export const writeDown = postBatched({
  path: `${PATH}/nueva`,
  access: "cases.work",
  perMinute: 60,
  fileLimit: MAX_FILE_BYTES,
  body,
  handle: async (ctx, { body: written }) => {
    requireWhole(written);
    const files = ctx.files.filter(({ field }) => field === "files");
    if (files.length > MAX_FILES) {
      throw new Problem(400, "cases.file.what.manyPhotos", { field: "files", parameters: { n: MAX_FILES } });
    }
    const prepared: Awaited<ReturnType<typeof prepareFile>>[] = [];
    for (const file of files) prepared.push(await prepareFile(file, "files", { maxBytes: MAX_FILE_BYTES }));
    const { id, secret } = await ctx.write(async (tx) => {
      const code = await receiptCode(tx, written.key);
      const known = await findBySecret(tx, code);
      if (known !== undefined) return { id: known, secret: code };
      const filed = await fileCase(tx, ctx, askedOf(ctx, written), code);
      await addFiles(tx, filed.id, prepared, ctx.now);
      return { id: filed.id, secret: code };
    });
    giveKey(ctx, id, secret, "desk");
    return redirect(`${PATH}/${id}/comprobante`);
  },
  invalid: async (ctx, _, form) => page(ctx, form),
});

/** @throws Problem at the field that the others make necessary */
function requireWhole({ channel, origin, name, email, electronic, document, address, phone }: Written): void {
  if (channel === "social" && origin === undefined) {
    throw new Problem(400, "cases.counter.origin.missing", { field: "origin" });
  }
  const told = [email, document, address, phone].some((part) => part !== undefined);
  if (name === undefined && told) throw new Problem(400, "cases.counter.name.missing", { field: "name" });
  if (electronic && email === undefined) throw new Problem(400, "cases.file.who.noEmail", { field: "email" });
}

function askedOf(ctx: Context, written: Written) {
  const { name, document, address, email, phone, electronic, key: _, origin, channel, ...asked } = written;
  return {
    ...asked,
    channel,
    origin: channel === "social" ? origin : undefined,
    person: name === undefined ? undefined : { name, document, address, email, phone, electronic },
    filedBy: ctx.authority.actor.accountId,
    files: [],
  };
}

/** The record for who asked. Their code is on it once: what is printed later does not have it. */
export const counterReceipt = get({
  path: `${PATH}/:id/comprobante`,
  access: "cases.work",
  params: z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
  handle: async (ctx, { params }) => {
    const { db, entity } = ctx;
    const one = await findCase(db, params.id);
    const reads: boolean = mayRead(ctx, one);
    if (one === undefined || !(reads || one.filedBy === ctx.authority.actor.accountId)) throw notFound();
    const key = await readKey(ctx, "desk");
    if (one.route !== null && key?.caseId !== one.id) {
      // What is reserved is read in its page alone, where it is written down who does.
      if (reads) return readingPage(one);
      throw notFound();
    }
    dropKey(ctx, "desk");
    const again = OFFICER_CHANNELS.find((channel) => channel === one.channel) ?? "counter";
    return {
      kind: "page",
      title: `${t("cases.counter.done")}: ${one.number}`,
      staff: true,
      section: "cases",
      islands: ["plaza"],
      crumbs: [{ text: t("cases.desk.title"), path: PATH }, { text: one.number }],
      body: (
        <Page width="narrow" gap="l">
          <NoPrint>
            <Stack>
              <h1>{t("cases.counter.done")}</h1>
              <Lead>{t(key?.caseId === one.id ? "cases.counter.give" : "cases.counter.givenBefore")}</Lead>
              <Actions>
                <PrintButton>{t("cases.received.print")}</PrintButton>
                <LinkButton kind="quiet" href={href(`${PATH}/nueva?puerta=${again}`)}>
                  {t("cases.counter.another")}
                </LinkButton>
                {reads && (
                  <LinkButton kind="quiet" href={href(`${PATH}/${one.id}`)}>
                    {t("cases.counter.open")}
                  </LinkButton>
                )}
              </Actions>
            </Stack>
          </NoPrint>
          <CaseReceipt
            one={one}
            entity={entity}
            publicUrl={ctx.publicUrl}
            secret={key?.caseId === one.id ? key.secret : undefined}
            written={{
              officer: await findOfficialName(db, one.filedBy),
              person: await findPerson(db, one.id),
              files: (await listFiles(db, one.id)).length,
            }}
          />
        </Page>
      ),
    };
  },
});
