// What a need shows besides its words: photos that somebody looked at, where it is, why it happens, and its author's buttons.
import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { SMALL_SIDE } from "#platform/files/prepare-file.ts";
import { formatInstant, formatTime, href, t } from "#platform/i18n/i18n.ts";
import { Card, Details, Facts, Picture } from "#platform/views/content.tsx";
import { Actions, Grid, Section, Stack } from "#platform/views/layout.tsx";
import { Link, LinkButton } from "#platform/views/link.tsx";
import { type MapDot, PointMap } from "#platform/views/point-map.tsx";
import { Fine, Said, Small } from "#platform/views/text.tsx";
import type { Demand } from "../demand.ts";
import type { Version } from "../own-need/versions.sql.ts";
import type { DemandPhoto } from "../photos/photos.ts";
import { kilometresBetween, type Point, pointWords } from "../point/point.ts";
import { SHEET_FIELDS, type Sheet } from "../say-need/need-fields.ts";

interface MoreProps {
  demand: Demand;
  entity: Entity;
  photos: readonly DemandPhoto[];
  sheet: Sheet | undefined;
  versions: readonly Version[];
}

export function More({ demand, entity, photos, sheet, versions }: MoreProps): VNode {
  const { lat, lon } = demand;
  return (
    <>
      <Photos photos={photos} />
      {lat !== null && lon !== null && <Where point={{ lat, lon }} entity={entity} />}
      {sheet && (
        <Section title={t("demands.sheet.title")} id="causas">
          <Facts
            items={SHEET_FIELDS.flatMap((name) =>
              sheet[name] === undefined ? [] : [{ name: t(`demands.sheet.${name}`), value: sheet[name] }],
            )}
          />
        </Section>
      )}
      {versions.length > 0 && (
        <Details summary={t("demands.own.versions")}>
          <Stack gap="s">
            {versions.map(({ text, replacedAt }) => (
              <>
                <Said>{text}</Said>
                <Fine>{formatInstant(replacedAt)}</Fine>
              </>
            ))}
          </Stack>
        </Details>
      )}
    </>
  );
}

function Photos({ photos }: { photos: readonly DemandPhoto[] }): VNode | null {
  if (photos.length === 0) return null;
  const shown = photos.filter(({ state }) => state === "shown");
  const waiting = photos.filter(({ state }) => state === "waiting").length;
  return (
    <Section title={t("demands.photo.title", { n: photos.length })} id="fotos">
      {shown.length > 0 && (
        <Grid size="small">
          {shown.map((photo, index) => (
            <Picture
              src={`/fotos/${photo.id}?chica`}
              alt={t("demands.photo.alt", { n: index + 1 })}
              {...sizeOf(photo)}
              caption={<PhotoLinks id={photo.id} n={index + 1} />}
            />
          ))}
        </Grid>
      )}
      {waiting > 0 && <Fine>{t("demands.photo.waiting", { n: waiting })}</Fine>}
      {photos.map(({ reason }) => reason !== null && <Fine>{t("demands.photo.hidden", { reason })}</Fine>)}
    </Section>
  );
}

function PhotoLinks({ id, n }: { id: number; n: number }): VNode {
  const report = t("moderation.report.link");
  return (
    <>
      <Link href={`/fotos/${id}`}>{t("demands.photo.full", { n })}</Link> ·{" "}
      <Link href={href(`/reportar/demand-photo/${id}`)} label={`${report} (${n})`}>
        {report}
      </Link>
    </>
  );
}

function sizeOf({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const scale = Math.min(1, SMALL_SIDE / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

const NEIGHBOURS = 5;

/** The point among the centres of the places around it: no tiles and no borders are needed to know where it is. */
function Where({ point, entity }: { point: Point; entity: Entity }): VNode {
  const around = entity
    .participationTerritories()
    .flatMap(({ lat, lon, shortName }) =>
      lat === undefined || lon === undefined ? [] : [{ lat, lon, name: shortName }],
    )
    .map((one) => ({ ...one, km: kilometresBetween(point, one) }))
    .sort((a, b) => a.km - b.km)
    .slice(0, NEIGHBOURS);
  const dots: MapDot[] = [
    ...around.map(({ lat, lon, name }) => ({ lat, lon, text: name })),
    { ...point, pin: true, text: "" },
  ];
  const places = around.slice(0, 2).map(({ name }) => name);
  return (
    <Section title={t("demands.point.title")} id="donde">
      {around.length > 1 && <PointMap label={t("demands.point.map", { places: places.join(", ") })} dots={dots} />}
      <Small>
        {t("demands.point.words", { point: pointWords(point) })}{" "}
        <Link
          href={`https://www.openstreetmap.org/?mlat=${point.lat}&mlon=${point.lon}#map=15/${point.lat}/${point.lon}`}
        >
          {t("demands.point.open")}
        </Link>
      </Small>
    </Section>
  );
}

/** What only its author sees. */
export function Own({ demand, editUntil }: { demand: Demand; editUntil: Date | undefined }): VNode {
  return (
    <Card tone="flat" title={t("demands.own.mine")} id="mia" dense>
      {editUntil && <Small>{t("demands.own.until", { until: formatTime(editUntil) })}</Small>}
      <Actions>
        {editUntil && (
          <LinkButton size="small" kind="quiet" href={href(`/necesidades/${demand.id}/corregir`)}>
            {t("demands.own.edit")}
          </LinkButton>
        )}
        <LinkButton size="small" kind="quiet" href={href(`/necesidades/${demand.id}/retirar`)}>
          {t("demands.own.withdraw")}
        </LinkButton>
      </Actions>
    </Card>
  );
}
