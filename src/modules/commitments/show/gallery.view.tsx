import type { VNode } from "preact";
import { SMALL_SIDE } from "#platform/files/prepare-file.ts";
import { formatDayMonthYear, t } from "#platform/i18n/i18n.ts";
import { Details, Picture } from "#platform/views/content.tsx";
import { Grid, Section } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import type { EvidenceFile, Update } from "../story.sql.ts";

/** Photos shown at once; the others are folded, so that a cheap phone does not load them. */
const AT_ONCE = 6;

interface Photo {
  file: EvidenceFile;
  update: Update;
  n: number;
}

/** The photos of all updates, newest first. */
export function Gallery({ updates }: { updates: readonly Update[] }): VNode | null {
  const photos = updates.flatMap((update) =>
    update.files
      .filter((file) => file.type.startsWith("image/"))
      .map((file, index): Photo => ({ file, update, n: index + 1 })),
  );
  if (photos.length === 0) return null;
  const rest = photos.slice(AT_ONCE);
  return (
    <Section title={t("commitments.show.gallery", { n: photos.length })} id="fotos">
      <Photos photos={photos.slice(0, AT_ONCE)} />
      {rest.length > 0 && (
        <Details summary={t("commitments.show.morePhotos", { n: rest.length })}>
          <Photos photos={rest} />
        </Details>
      )}
    </Section>
  );
}

function Photos({ photos }: { photos: readonly Photo[] }): VNode {
  return (
    <Grid size="small">
      {photos.map(({ file, update, n }) => (
        <Picture
          src={`/archivos/${file.id}?chica`}
          alt={t("commitments.show.photoOf", { n, text: shorten(update.text) })}
          {...sizeOf(file)}
          caption={<FullSize file={file} at={update.at} />}
        />
      ))}
    </Grid>
  );
}

function FullSize({ file, at }: { file: EvidenceFile; at: Date }): VNode {
  const visible = t("commitments.show.photoDate", { date: formatDayMonthYear(at) });
  return (
    <Link href={`/archivos/${file.id}`} label={t("commitments.show.photoFull", { visible, n: file.id })}>
      {visible}
    </Link>
  );
}

/** The size of the small one, as it is shown. */
export function sizeOf({ width, height }: Pick<EvidenceFile, "width" | "height">): { width: number; height: number } {
  const [w, h] = [width ?? SMALL_SIDE, height ?? SMALL_SIDE];
  const scale = Math.min(1, SMALL_SIDE / Math.max(w, h));
  return { width: Math.round(w * scale), height: Math.round(h * scale) };
}

/** What a photo was told with, for who does not see it. */
export function shorten(text: string): string {
  return text.length <= 100 ? text : `${text.slice(0, 99)}…`;
}
