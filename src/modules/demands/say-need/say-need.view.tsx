import type { VNode } from "preact";
import { Covered } from "#core/moderation/index.ts";
import type { Entity, Territory } from "#core/territory/index.ts";
import { findPhase, type Process } from "#modules/processes/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatDate, formatList, href, locale, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Card } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form, Select } from "#platform/views/form.tsx";
import { Page, Side, Stack } from "#platform/views/layout.tsx";
import { Button, DefaultButton, LinkButton, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Lead, Over, Small, Written } from "#platform/views/text.tsx";
import { VoiceAndPhotos } from "#platform/views/voice.tsx";
import type { View } from "../point/pick-map.ts";
import type { SimilarDemand } from "../similar.sql.ts";
import { Danger, More, type PickMap, PointField } from "./extras.view.tsx";

interface SayNeedProps {
  process: Process;
  territory: Territory;
  entity: Entity;
  form: FormState;
  /** Random word of this form: sent twice it says one need. */
  formKey: string;
  similar: readonly SimilarDemand[];
  /** How many photos of this form were kept already. */
  photos: number;
  /** Seconds of the voice note of this form that was kept already. */
  voice: number | undefined;
  /** The words with what says who somebody is covered; undefined when nothing does. */
  covered: string | undefined;
  /** Organisations in whose name this person may speak. */
  voices: readonly { id: number; name: string }[];
  /** What a map of the place shows, if one can be drawn. */
  view: View | undefined;
  open: boolean;
  maxLetters: number;
}

export function SayNeed(props: SayNeedProps): VNode {
  const { process, territory, form, open } = props;
  if (!open && form.errors.length === 0) return <Closed process={process} territory={territory} />;
  return (
    <>
      {form.errors.length > 0 && (
        <Page>
          <ErrorSummary errors={form.errors} />
        </Page>
      )}
      <Form
        action={href(`/procesos/${process.slug}/${territory.slug}/decir`)}
        layout="split"
        files
        hidden={{ key: props.formKey, ...seen(form) }}
      >
        <DefaultButton>{t("demands.say.send")}</DefaultButton>
        <Words {...props} />
        {props.similar.length > 0 && <Similar items={props.similar} />}
        <Rest {...props} />
      </Form>
    </>
  );
}

/** Once the similar ones were shown, sending again is the answer to them. */
function seen(form: FormState): Record<string, string> {
  return form.value("seen") === "" ? {} : { seen: "1" };
}

function Words({ process, territory, form, photos, voice, maxLetters }: SayNeedProps): VNode {
  const dates = findPhase(process, territory.code, "gather");
  return (
    <Stack gap="l">
      <Over>
        {territory.name}
        {dates && ` · ${t("demands.say.until", { date: formatDate(new Date(dates.closesAt.getTime() - 1)) })}`}
      </Over>
      <TextArea
        id="text"
        asTitle
        label={t("demands.say.title")}
        hint={t("demands.say.text.hint")}
        value={form.value("text")}
        error={form.error("text")}
        rows={4}
        maxLength={maxLetters}
        draft={`${process.slug}:${territory.code}`}
      />
      <VoiceAndPhotos
        form={form}
        photos={photos}
        voice={voice}
        hints={{ voice: t("demands.voice.hint"), photos: t("demands.photo.hint") }}
      />
    </Stack>
  );
}

function Similar({ items }: { items: readonly SimilarDemand[] }): VNode {
  return (
    <Side floating sticky>
      <Card tone="tint" title={t("demands.say.similar.title")} id="par">
        <Small>{t("demands.say.similar.text")}</Small>
        <Items>
          {items.map((item) => (
            <Item>
              <p>
                <strong>
                  <Written>{item.text}</Written>
                </strong>
              </p>
              <Small>
                {item.place ? `${item.place} · ` : ""}
                {t("demands.people", { n: item.supports + 1 })}
              </Small>
              <Button
                kind="quiet"
                size="small"
                icon="plus"
                action={href(`/necesidades/${item.id}/tambien`)}
                label={`${t("demands.meToo")}: ${item.text}`}
              >
                {t("demands.meToo")}
              </Button>
            </Item>
          ))}
        </Items>
      </Card>
    </Side>
  );
}

function Rest(props: SayNeedProps): VNode {
  const { entity, form, similar } = props;
  return (
    <Stack gap="l">
      <Where {...props} />
      {props.voices.length > 0 && (
        <Select
          id="organisation"
          optional
          label={t("demands.say.organisation.label")}
          placeholder={t("demands.say.organisation.mine")}
          value={form.value("organisation")}
          error={form.error("organisation")}
          options={props.voices.map((voice) => ({ value: String(voice.id), label: voice.name }))}
        />
      )}
      <Stack gap="s">
        <More form={form} entity={entity}>
          <PointField form={form} map={pickMapOf(props)} />
        </More>
        <Danger form={form} entity={entity} />
      </Stack>
      {props.covered !== undefined && <Covered form={form} covered={props.covered} />}
      <Stack gap="s" measure>
        <Button size="big" full>
          {similar.length > 0 ? t("demands.say.sendAnyway") : t("demands.say.send")}
        </Button>
        <Fine>
          <strong>{t("demands.say.public.title")}</strong> {t("demands.say.public.text")} {t("demands.say.receiptHint")}
        </Fine>
      </Stack>
    </Stack>
  );
}

function pickMapOf({ process, territory, view }: SayNeedProps): PickMap | undefined {
  const action = href(`/procesos/${process.slug}/${territory.slug}/decir/punto`);
  return view && { action, view, code: territory.code, place: territory.name };
}

function Where({ process, territory, entity, form }: SayNeedProps): VNode {
  const whole = territory.code === entity.root.code;
  const subs = entity.isParticipationTerritory(territory.code) ? entity.children(territory.code) : [];
  return (
    <>
      {subs.length > 0 && (
        <Select
          id="sub"
          optional
          label={t("demands.say.sub", { kinds: kindsOf(subs, entity) })}
          placeholder={t("common.choose")}
          value={form.value("sub")}
          error={form.error("sub")}
          options={subs.map((sub) => ({ value: sub.code, label: sub.name }))}
        />
      )}
      <Field
        id="place"
        optional
        label={t("demands.say.place.label", { place: inside(entity.text("neighbourhood", locale())) })}
        value={form.value("place")}
        error={form.error("place")}
        maxLength={120}
      >
        <NextLink icon="pin" href={href(`/procesos/${process.slug}/decir`)}>
          {whole ? t("demands.say.notWhole") : t("demands.say.elsewhere", { place: territory.name })}
        </NextLink>
      </Field>
    </>
  );
}

/** What the parts of a place are called: "comuna o corregimiento". */
function kindsOf(subs: readonly Territory[], entity: Entity): string {
  const names = [...new Set(subs.map((sub) => entity.kindName(sub.kind, locale())))];
  return formatList(names, "disjunction");
}

/** A title of the entity in the middle of a sentence. */
function inside(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function Closed({ process, territory }: { process: Process; territory: Territory }): VNode {
  return (
    <Page width="narrow" gap="l">
      <h1>{t("demands.say.closedTitle", { place: territory.name })}</h1>
      <Lead>{t("demands.say.closedText")}</Lead>
      <LinkButton kind="quiet" href={href(`/procesos/${process.slug}/${territory.slug}/necesidades`)}>
        {t("demands.say.seeNeeds")}
      </LinkButton>
    </Page>
  );
}
