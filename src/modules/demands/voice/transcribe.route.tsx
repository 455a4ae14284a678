// The queue of voices: listen, write, publish. One after the other, with the browser's own player.
import type { VNode } from "preact";
import { z } from "zod";
import { askPersonal, Covered, coveredText } from "#core/moderation/index.ts";
import { findFileAnswer } from "#platform/files/files.ts";
import { FormState, optionalCode } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { formatInstant, href, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Card, EmptyState } from "#platform/views/content.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Lead, Small } from "#platform/views/text.tsx";
import { Player } from "#platform/views/voice.tsx";
import { placesOf } from "../join-needs/places-of.ts";
import { MAX_LETTERS, textOfNeed } from "../say-need/need-fields.ts";
import { openPersonalCase } from "../say-need/save-extras.ts";
import { findRecording, listWaitingVoices, transcribe, type WaitingVoice } from "./recordings.ts";

const SHOWN = 20;
const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });

async function page(ctx: Context, form = new FormState(), wrongId?: number): Promise<PageAnswer> {
  const places = placesOf(ctx.entity, ctx.authority.territoriesFor("demands.transcribe"));
  const voices = await listWaitingVoices(ctx.db, places, SHOWN);
  return {
    kind: "page",
    title: t("demands.voice.queue"),
    staff: true,
    section: "demands",
    islands: ["plaza"],
    crumbs: [{ text: t("demands.join.title"), path: "/gestion/necesidades" }, { text: t("demands.voice.queue") }],
    body: (
      <Page width="narrow" gap="l">
        <ErrorSummary errors={form.errors.map((error) => ({ ...error, field: `text-${wrongId}` }))} />
        <Stack gap="s">
          <h1>{t("demands.voice.queue")}</h1>
          <Lead>{t("demands.voice.queueLead")}</Lead>
        </Stack>
        {voices.length === 0 && (
          <EmptyState
            level={2}
            title={t("demands.voice.none")}
            text={t("demands.voice.noneText")}
            action={{ href: href("/gestion/necesidades"), text: t("demands.join.title") }}
          />
        )}
        {voices.map((voice) => (
          <Voice
            voice={voice}
            place={ctx.entity.find(voice.territory)?.name ?? voice.territory}
            form={voice.id === wrongId ? form : new FormState()}
            covered={voice.id === wrongId ? coveredText(form.value("text"), ctx.entity.jurisdiction) : undefined}
          />
        ))}
      </Page>
    ),
  };
}

interface VoiceProps {
  voice: WaitingVoice;
  place: string;
  form: FormState;
  /** The words with what says who somebody is covered; undefined when nothing does. */
  covered: string | undefined;
}

function Voice({ voice, place, form, covered }: VoiceProps): VNode {
  const { id } = voice;
  return (
    <Card as="article" dense>
      <Small soft>{[voice.place, place, voice.process, formatInstant(voice.saidAt)].filter(Boolean).join(" · ")}</Small>
      <Player src={`/voz/${id}`} label={t("demands.voice.player", { n: voice.seconds })} />
      <Form action={href(`/gestion/necesidades/transcribir/${id}`)} layout="stack-s">
        <TextArea
          id={`text-${id}`}
          name="text"
          label={t("demands.voice.write")}
          hint={t("demands.voice.writeHint")}
          value={form.value("text")}
          error={form.error("text") ?? form.error(`text-${id}`)}
          rows={4}
          maxLength={MAX_LETTERS}
        />
        {covered !== undefined && <Covered form={form} covered={covered} />}
        <Button size="small" label={`${t("demands.voice.publish")}: ${id}`}>
          {t("demands.voice.publish")}
        </Button>
      </Form>
    </Card>
  );
}

export const voiceQueue = get({
  path: "/gestion/necesidades/transcribir",
  access: "demands.transcribe",
  handle: (ctx) => page(ctx),
});

export const transcribeRoute = post({
  path: "/gestion/necesidades/transcribir/:id",
  access: "demands.transcribe",
  params,
  body: z.object({ text: textOfNeed(), cover: optionalCode() }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    const asked = askPersonal({ text: body.text }, body.cover, ctx.entity.jurisdiction);
    if (asked.undecided) return page(ctx, FormState.filled(body), id);
    const demand = await transcribe(tx, ctx, id, asked.words.text);
    if (asked.left) await openPersonalCase(tx, demand, ctx.now);
    return redirect("/gestion/necesidades/transcribir");
  },
  invalid: (ctx, input, form) => page(ctx, form, input.params.id),
});

/** The audio itself, for the team alone; when it is reserved, for the role that protects. */
export const playVoice = get({
  path: "/voz/:id",
  access: "public",
  params,
  handle: async (ctx, { params: { id } }) => {
    const held = await findRecording(ctx.db, id);
    const verb = held?.visibility === "reserved" ? "protection.see" : "demands.transcribe";
    if (held === undefined || !ctx.authority.may(verb, { territory: held.territory })) throw notFound();
    const answer = await findFileAnswer(ctx.db, held.fileId, false);
    if (answer === undefined) throw notFound();
    return { ...answer, private: true };
  },
});
