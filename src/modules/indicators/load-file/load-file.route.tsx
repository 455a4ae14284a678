// A file of indicators loaded on screen: it is sent, read as it will be read, reviewed line by line, and then loaded or let go.
import { z } from "zod";
import { accountOf } from "#core/people/index.ts";
import { FormState, optionalText } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, postBatched, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { csvHeader, csvLine } from "#platform/tabular/write-csv.ts";
import { FIELDS } from "../import/check-row.ts";
import { SendFile, ShowUpload } from "./load-file.view.tsx";
import {
  guessSources,
  loadUpload,
  missingFields,
  previewUpload,
  readColumns,
  type Sender,
  sheetsFor,
} from "./review-upload.ts";
import {
  findUpload,
  readUpload,
  removeUpload,
  type Sources,
  savePreview,
  saveUpload,
  type Upload,
} from "./uploads.sql.ts";

const PATH = "/gestion/indicadores/cargar";
const MAX_BYTES = 10 * 1024 * 1024;
const access = "indicators.load";
const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
const staff = { kind: "page", staff: true, section: "indicators" } as const;

/** Whoever may load, for the whole entity: a file has rows of every place. */
function senderOf(ctx: Context): Sender {
  ctx.authority.requireWhole(access);
  return { db: ctx.db, write: ctx.write, entity: ctx.entity, by: accountOf(ctx), now: ctx.now };
}

async function getUpload(ctx: Context, id: number): Promise<Upload> {
  const upload = await findUpload(ctx.db, id, accountOf(ctx));
  if (upload === undefined) throw notFound();
  return upload;
}

const crumbs = (last: string) => [{ text: t("indicators.loads.title"), path: "/gestion/indicadores" }, { text: last }];

function sendPage(form = new FormState()): PageAnswer {
  const title = t("indicators.file.title");
  return { ...staff, title, crumbs: crumbs(title), body: <SendFile form={form} megabytes={MAX_BYTES / 2 ** 20} /> };
}

export const askFile = get({ path: PATH, access, handle: async () => sendPage() });

// The file is read before any transaction opens: it must not wait for it.
export const sendFile = postBatched({
  path: PATH,
  access,
  perMinute: 20,
  fileLimit: MAX_BYTES,
  body: z.object({}),
  handle: async (ctx) => {
    const sender = senderOf(ctx);
    const sent = (field: string) => ctx.files.find((file) => file.field === field && file.body.length > 0);
    const [file, catalog] = [sent("file"), sent("catalog")];
    if (file === undefined) throw new Problem(400, "indicators.file.missing", { field: "file" });
    const big = [file, catalog].find((one) => one?.tooBig === true);
    if (big !== undefined) throw new Problem(400, "indicators.file.tooBig", { field: big.field });
    const columns = await readColumns(file.body, "file");
    await sheetsFor(ctx.db, catalog?.body ?? null);
    const { name, body } = file;
    const { by, now } = sender;
    const kept = { name: name.slice(-200), body, catalog: catalog?.body, columns, by, now };
    const id = await ctx.write((tx) => saveUpload(tx, kept));
    await review(sender, { id, name: kept.name }, await guessSources(ctx.db, columns), columns);
    return redirect(`${PATH}/${id}`);
  },
  invalid: async (_ctx, _input, form) => sendPage(form),
});

/** Reads the file in a certain way, and keeps the way and what would come of it. */
async function review(
  sender: Sender,
  upload: Pick<Upload, "id" | "name">,
  sources: Sources,
  columns: readonly string[],
): Promise<void> {
  const preview = await previewUpload(sender, upload, sources);
  await sender.write((tx) => savePreview(tx, upload.id, { sources, columns, preview }));
}

async function uploadPage(ctx: Context, id: number, form?: FormState): Promise<PageAnswer> {
  const upload = await getUpload(ctx, id);
  const { catalog } = await readUpload(ctx.db, id);
  const title = t("indicators.file.review", { name: upload.name });
  return {
    ...staff,
    title,
    crumbs: crumbs(title),
    body: (
      <ShowUpload
        upload={upload}
        sheets={[...(await sheetsFor(ctx.db, catalog)).values()]}
        entity={ctx.entity}
        form={form ?? FormState.filled(filledFrom(upload))}
      />
    ),
  };
}

const filledFrom = ({ sources: { map, indicator, sheet } }: Upload) => ({ ...map, indicator, sheet });

export const showUpload = get({
  path: `${PATH}/:id`,
  access,
  params,
  handle: async (ctx, { params: { id } }) => {
    const { loadId } = await getUpload(ctx, id);
    return loadId === null ? uploadPage(ctx, id) : redirect(`/gestion/indicadores/cargas/${loadId}`);
  },
});

const COLUMN = optionalText(200);
const sourcesBody = z.object({
  ...(Object.fromEntries(FIELDS.map((field) => [field, COLUMN])) as Record<(typeof FIELDS)[number], typeof COLUMN>),
  indicator: optionalText(80),
  sheet: optionalText(100),
});

export const setColumns = postBatched({
  path: `${PATH}/:id/columnas`,
  access,
  params,
  perMinute: 30,
  body: sourcesBody,
  handle: async (ctx, { params: { id }, body }) => {
    const sender = senderOf(ctx);
    const upload = await getUpload(ctx, id);
    if (upload.loadId !== null) return redirect(`${PATH}/${id}`);
    const { body: file, catalog } = await readUpload(ctx.db, id);
    const { indicator, sheet } = body;
    const columns = await readColumns(file, "sheet", sheet);
    if (sheet !== upload.sources.sheet && columns.join("\n") !== upload.columns.join("\n")) {
      await review(sender, upload, { ...(await guessSources(ctx.db, columns)), sheet }, columns);
      return redirect(`${PATH}/${id}`);
    }
    if (indicator !== undefined && !(await sheetsFor(ctx.db, catalog)).has(indicator))
      throw new Problem(400, "common.unknownChoice", { field: "indicator" });
    const unknown = FIELDS.find((field) => body[field] !== undefined && !columns.includes(body[field]));
    if (unknown !== undefined) throw new Problem(400, "common.unknownChoice", { field: unknown });
    const said = FIELDS.flatMap((field) =>
      body[field] === undefined || (field === "indicator_id" && indicator !== undefined) ? [] : [[field, body[field]]],
    );
    const sources: Sources = { map: Object.fromEntries(said), indicator, sheet };
    const [missing] = missingFields(sources);
    if (missing !== undefined) throw new Problem(400, "indicators.file.noColumn", { field: missing });
    await review(sender, upload, sources, columns);
    return redirect(`${PATH}/${id}`);
  },
  invalid: (ctx, { params: { id } }, form) => uploadPage(ctx, id, form),
});

export const loadFile = postBatched({
  path: `${PATH}/:id/cargar`,
  access,
  params,
  perMinute: 20,
  body: z.object({}),
  handle: async (ctx, { params: { id } }) => {
    const sender = senderOf(ctx);
    const upload = await getUpload(ctx, id);
    // Two taps: the second one finds the load that the first one made.
    const loadId = upload.loadId ?? (await loadUpload(sender, upload)) ?? (await getUpload(ctx, id)).loadId;
    if (loadId === null) throw new Problem(409, "indicators.file.nothingNew");
    return redirect(`/gestion/indicadores/cargas/${loadId}`);
  },
  invalid: (ctx, { params: { id } }, form) => uploadPage(ctx, id, form),
});

export const discardFile = post({
  path: `${PATH}/:id/descartar`,
  access,
  params,
  body: z.object({}),
  handle: async (ctx, tx, { params: { id } }) => {
    await getUpload(ctx, id);
    await removeUpload(tx, id);
    return redirect("/gestion/indicadores");
  },
});

const REPORT = [
  { name: "line", kind: "plain" },
  { name: "what", kind: "plain" },
  { name: "column", kind: "text" },
  { name: "value", kind: "text" },
  { name: "reason", kind: "plain" },
] as const;

/** What is left out and what is put right, line by line, for whoever corrects the file. */
export const uploadReport = get({
  path: `${PATH}/:id/informe.csv`,
  access,
  params,
  handle: async (ctx, { params: { id } }) => {
    const { preview } = await getUpload(ctx, id);
    const lines = (preview?.told ?? []).map(({ line, kind, column, value, reason }) =>
      csvLine(REPORT, [line, kind, column, value, reason]),
    );
    const body = `${csvHeader(REPORT)}${lines.join("")}`;
    return { kind: "data", type: "text/csv; charset=utf-8", filename: `informe-${id}.csv`, body, private: true };
  },
});
