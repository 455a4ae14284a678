// The photos with which agencies prove what they told, all together, each with the commitment that it is of.
import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { get } from "#platform/http/route.ts";
import { calendarDay, formatDayMonthYear, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Picture } from "#platform/views/content.tsx";
import { Grid, Page, Stack } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { Pagination } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";
import { shorten, sizeOf } from "../show/gallery.view.tsx";
import { type BoardQuery, boardPath, boardQuery, filterOf } from "./board-query.ts";
import { countProofPhotos, listProofPhotos, type ProofPhoto } from "./gallery.sql.ts";

/** Few, for phones that pay for each. */
const PAGE = 12;

export const boardGallery = get({
  path: "/compromisos/pruebas",
  access: "public",
  query: boardQuery,
  cache: { seconds: 60, tags: () => ["commitments"] },
  handle: async ({ db, entity, now }, { query }) => {
    const { filter } = await filterOf(db, entity, query, calendarDay(now, entity.timeZone));
    const place = filter.territory === undefined ? undefined : entity.find(filter.territory);
    const title =
      place === undefined ? t("commitments.gallery.title") : t("commitments.gallery.titleOf", { place: place.name });
    return {
      kind: "page",
      title,
      section: "look",
      crumbs: [{ text: t("commitments.board.title"), path: "/compromisos" }, { text: t("commitments.gallery.link") }],
      body: Proofs({
        title,
        photos: await listProofPhotos(db, filter, { limit: PAGE, offset: (query.pagina - 1) * PAGE }),
        total: await countProofPhotos(db, filter),
        query,
        entity,
      }),
    };
  },
});

interface Props {
  title: string;
  photos: readonly ProofPhoto[];
  total: { photos: number; commitments: number };
  query: BoardQuery;
  entity: Entity;
}

function Proofs({ title, photos, total, query, entity }: Props): VNode {
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{title}</h1>
        {total.photos > 0 && <Lead>{t("commitments.gallery.lead", { n: total.photos, of: total.commitments })}</Lead>}
      </Stack>
      {photos.length === 0 && (
        <EmptyState level={2} title={t("commitments.gallery.none")} text={t("commitments.gallery.noneText")} />
      )}
      <Grid>
        {photos.map((photo) => (
          <Picture
            src={`/archivos/${photo.id}?chica`}
            alt={t("commitments.gallery.alt", { text: shorten(photo.text) })}
            {...sizeOf(photo)}
            caption={<Caption photo={photo} entity={entity} />}
          />
        ))}
      </Grid>
      <Pagination
        current={query.pagina}
        total={Math.ceil(total.photos / PAGE)}
        href={(page) => href(boardPath(query, "/compromisos/pruebas", { pagina: page > 1 ? page : undefined }))}
      />
      <NextLink href={href(boardPath(query))}>{t("commitments.time.board")}</NextLink>
    </Page>
  );
}

function Caption({ photo, entity }: { photo: ProofPhoto; entity: Entity }): VNode {
  const { commitment, title, territory, at, id } = photo;
  const date = formatDayMonthYear(at);
  return (
    <>
      <Link href={href(`/compromisos/${commitment}#fotos`)} label={t("commitments.gallery.of", { title, n: id })}>
        {title}
      </Link>{" "}
      {entity.territory(territory).name}, {date}
    </>
  );
}
