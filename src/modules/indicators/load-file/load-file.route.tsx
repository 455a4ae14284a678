// A file of indicators loaded on screen: it is sent, read as it will be read, reviewed line by line, and then loaded or let go.
import { z } from "zod";
import { accountOf } from "#core/people/index.ts";
import { FormState, optionalText } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Answer, type Context, get, type PageAnswer, post, postBatched, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { csvHeader, csvLine } from "#platform/tabular/write-csv.ts";
import { FIELDS } from "../import/check-row.ts";
import { SendFile, ShowUpload } from "./load-file.view.tsx";
import {
  guessSources,
  loadUpload,
  missingFields,
  previewFile,
  readColumns,
  readSheets,
  type Sender,
  sheetsToLoad,
} from "./review-upload.ts";
import {
  findUpload,
  readUpload,
  removeUpload,
  type Sources,
  saveReading,
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
    const kept = { name: file.name.slice(-200), body: file.body, catalog: catalog?.body ?? null };
    await sheetsToLoad(ctx.db, kept.catalog);
    const sources = await guessSources(ctx.db, columns);
    const reading = { columns, sources, preview: await previewFile(sender, kept, sources, "file") };
    const { by, now } = sender;
    const id = await ctx.write((tx) => saveUpload(tx, { ...kept, reading, by, now }));
    return redirect(`${PATH}/${id}`);
  },
  invalid: async (_ctx, _input, form) => sendPage(form),
});

/** The answer of a form about a file; if another tap made it a load meanwhile, the load, and not what this one stumbled on. */
async function orItsLoad(ctx: Context, id: number, answer: () => Promise<Answer>): Promise<Answer> {
  try {
    return await answer();
  } catch (error) {
    const loadId = error instanceof Problem ? (await getUpload(ctx, id)).loadId : null;
    if (loadId === null) throw error;
    return redirect(loadPath(loadId));
  }
}

const loadPath = (loadId: number) => `/gestion/indicadores/cargas/${loadId}`;

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
        sheets={[...(await readSheets(ctx.db, catalog)).sheets.values()]}
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
    return loadId === null ? uploadPage(ctx, id) : redirect(loadPath(loadId));
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
  handle: (ctx, { params: { id }, body }) => orItsLoad(ctx, id, () => readAnew(ctx, id, body)),
  invalid: (ctx, { params: { id } }, form) => uploadPage(ctx, id, form),
});

/** Reads the file in the way that somebody says, and keeps the way and what would come of it. */
async function readAnew(ctx: Context, id: number, body: z.output<typeof sourcesBody>): Promise<Answer> {
  const sender = senderOf(ctx);
  const upload = await getUpload(ctx, id);
  if (upload.loadId !== null) return redirect(loadPath(upload.loadId));
  const sent = { name: upload.name, ...(await readUpload(ctx.db, id)) };
  const columns = await readColumns(sent.body, "sheet", body.sheet);
  const another = body.sheet !== upload.sources.sheet && columns.join("\n") !== upload.columns.join("\n");
  const sources = another
    ? { ...(await guessSources(ctx.db, columns)), sheet: body.sheet }
    : await saidSources(ctx, sent.catalog, columns, body);
  const preview = await previewFile(sender, sent, sources, "sheet");
  await ctx.write((tx) => saveReading(tx, id, { columns, sources, preview }));
  return redirect(`${PATH}/${id}`);
}

/** @throws Problem on the field that says what cannot be, or says nothing and is needed. */
async function saidSources(
  ctx: Context,
  catalog: Buffer | null,
  columns: readonly string[],
  { indicator, sheet, ...said }: z.output<typeof sourcesBody>,
): Promise<Sources> {
  if (indicator !== undefined && !(await readSheets(ctx.db, catalog)).sheets.has(indicator))
    throw new Problem(400, "common.unknownChoice", { field: "indicator" });
  const unknown = FIELDS.find((field) => said[field] !== undefined && !columns.includes(said[field]));
  if (unknown !== undefined) throw new Problem(400, "common.unknownChoice", { field: unknown });
  const map = FIELDS.flatMap((field) =>
    said[field] === undefined || (field === "indicator_id" && indicator !== undefined) ? [] : [[field, said[field]]],
  );
  const sources: Sources = { map: Object.fromEntries(map), indicator, sheet };
  const [missing] = missingFields(sources);
  if (missing !== undefined) throw new Problem(400, "indicators.file.noColumn", { field: missing });
  return sources;
}

export const loadFile = postBatched({
  path: `${PATH}/:id/cargar`,
  access,
  params,
  perMinute: 20,
  body: z.object({}),
  handle: (ctx, { params: { id } }) =>
    orItsLoad(ctx, id, async () => {
      const sender = senderOf(ctx);
      const upload = await getUpload(ctx, id);
      const loadId = upload.loadId ?? (await loadUpload(sender, upload));
      if (loadId === undefined) throw new Problem(409, "indicators.file.nothingNew");
      return redirect(loadPath(loadId));
    }),
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
