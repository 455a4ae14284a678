import type { VNode } from "preact";
import { z } from "zod";
import { findFileAnswer } from "#platform/files/files.ts";
import { MAX_FILE_BYTES, prepareFile } from "#platform/files/prepare-file.ts";
import { choice, FormState, textField } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, postBatched, redirect } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Radios } from "#platform/views/choices.tsx";
import { Picture } from "#platform/views/content.tsx";
import { ErrorSummary, Field, FileField, Form } from "#platform/views/form.tsx";
import { Actions, Grid, Page, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Lead } from "#platform/views/text.tsx";
import type { Meeting } from "../meeting.ts";
import { getMeeting } from "../meetings.sql.ts";
import { addPicture, type FileKind, listFiles, type MeetingFile, removePicture } from "./meeting-files.ts";

const params = z.object({ id: z.coerce.number().int().positive() });
const pictureParams = params.extend({ picture: z.coerce.number().int().positive() });
const small = z.object({ chica: z.string().optional().catch(undefined) });
const caption = textField({
  min: 3,
  max: 160,
  required: "meetings.files.captionMissing",
  short: "meetings.files.captionMissing",
});

async function page(ctx: Context, id: number, kind: FileKind, form = new FormState()): Promise<PageAnswer> {
  const meeting = await getMeeting(ctx.db, id);
  ctx.authority.require("meetings.run", { territory: meeting.territory });
  const word = kind === "photo" ? "photos" : "sheets";
  return {
    kind: "page",
    title: `${t(`meetings.run.${word}.title`)}: ${meeting.title}`,
    staff: true,
    section: "meetings",
    crumbs: [
      { text: t("meetings.desk.title"), path: "/gestion/reuniones" },
      { text: meeting.title, written: true, path: `/gestion/reuniones/${id}` },
      { text: t(`meetings.run.${word}.title`) },
    ],
    body: Pictures({ meeting, kind, files: await listFiles(ctx.db, id, kind), form }),
  };
}

function Pictures(props: { meeting: Meeting; kind: FileKind; files: readonly MeetingFile[]; form: FormState }): VNode {
  const { meeting, kind, files, form } = props;
  const photo = kind === "photo";
  const base = `/gestion/reuniones/${meeting.id}/${photo ? "fotos" : "hojas"}`;
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t(photo ? "meetings.run.photos.title" : "meetings.run.sheets.title")}</h1>
        <Lead>{t(photo ? "meetings.files.photoLead" : "meetings.files.sheetLead")}</Lead>
      </Stack>
      <Form action={href(base)} files layout="stack">
        <FileField
          id="picture"
          accept="image/jpeg,image/png,image/webp"
          label={t("meetings.files.picture")}
          error={form.error("picture")}
        />
        <Field {...field("caption")} label={t(photo ? "meetings.files.seen" : "meetings.files.which")} />
        {photo && (
          <Radios
            {...field("faces")}
            label={t("meetings.files.faces")}
            options={(["none", "consented"] as const).map((value) => ({
              value,
              label: t(`meetings.files.confirm.${value}`),
            }))}
          />
        )}
        <Actions>
          <Button>{t("meetings.files.add")}</Button>
        </Actions>
      </Form>
      <Grid>
        {files.map((one) => (
          <Stack gap="s">
            <Picture
              src={`${base}/${one.id}?chica`}
              alt={one.caption}
              width={one.width}
              height={one.height}
              caption={one.caption}
            />
            <Form action={href(`${base}/${one.id}/quitar`)} layout="bare">
              <Button kind="quiet" size="small" label={`${t("meetings.files.remove")}: ${one.caption}`}>
                {t("meetings.files.remove")}
              </Button>
            </Form>
          </Stack>
        ))}
      </Grid>
    </Page>
  );
}

function routesOf(kind: FileKind) {
  const word = kind === "photo" ? "fotos" : "hojas";
  const path = `/gestion/reuniones/:id/${word}` as const;
  const list = get({
    path,
    access: "meetings.run",
    params,
    handle: (ctx, input) => page(ctx, input.params.id, kind),
  });
  // Pictures are drawn again before the transaction opens: it must not wait for them.
  const add = postBatched({
    path,
    access: "meetings.run",
    params,
    perMinute: 60,
    fileLimit: MAX_FILE_BYTES,
    body: z.object({
      caption,
      faces:
        kind === "photo"
          ? choice(["none", "consented"], "meetings.files.facesMissing")
          : z.undefined().catch(undefined),
    }),
    handle: async (ctx, { params: { id }, body }) => {
      const meeting = await getMeeting(ctx.db, id);
      ctx.authority.require("meetings.run", { territory: meeting.territory });
      const sent = ctx.files.find((file) => file.field === "picture");
      if (sent === undefined) throw new Problem(400, "meetings.files.pictureMissing", { field: "picture" });
      const file = await prepareFile(sent, "picture");
      await ctx.write((tx) => addPicture(tx, ctx, id, { kind, caption: body.caption, faces: body.faces, file }));
      return redirect(`/gestion/reuniones/${id}/${word}`);
    },
    invalid: (ctx, input, form) => page(ctx, input.params.id, kind, form),
  });
  const remove = post({
    path: `${path}/:picture/quitar`,
    access: "meetings.run",
    params: pictureParams,
    body: z.object({}),
    handle: async (ctx, tx, { params: { id, picture } }) => {
      await removePicture(tx, ctx, id, picture);
      return redirect(`/gestion/reuniones/${id}/${word}`);
    },
    invalid: (ctx, input, form) => page(ctx, input.params.id, kind, form),
  });
  /** For who runs the meeting: also a photo that everybody sees has this address on their page. */
  const show = get({
    path: `${path}/:picture`,
    access: "meetings.run",
    params: pictureParams,
    query: small,
    handle: async (ctx, { params: { id, picture }, query }) => {
      const meeting = await getMeeting(ctx.db, id);
      ctx.authority.require("meetings.run", { territory: meeting.territory });
      const answer = await answerOf(ctx, { id, kind, picture, small: query.chica !== undefined });
      return { ...answer, headers: { ...answer.headers, "cache-control": "private, no-store" } };
    },
  });
  return [list, add, remove, show];
}

async function answerOf(ctx: Context, given: { id: number; kind: FileKind; picture: number; small: boolean }) {
  const found = (await listFiles(ctx.db, given.id, given.kind)).find((one) => one.id === given.picture);
  const answer = found && (await findFileAnswer(ctx.db, found.fileId, given.small));
  if (answer === undefined) throw notFound();
  return answer;
}

/** A photo for everybody, until somebody takes it down. */
const publicPhoto = get({
  path: "/reuniones/:id/fotos/:picture",
  access: "public",
  params: pictureParams,
  query: small,
  handle: (ctx, { params: { id, picture }, query }) =>
    answerOf(ctx, { id, kind: "photo", picture, small: query.chica !== undefined }),
});

export const fileRoutes = [...routesOf("photo"), ...routesOf("sheet"), publicPhoto];
