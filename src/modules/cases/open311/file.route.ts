// Open311 GeoReport v2, filing: the same request as at any other door, sent by a program that has a key.
import { z } from "zod";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Context, post, type Route } from "#platform/http/route.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import { digest, newCode } from "#platform/secrets/secrets.ts";
import { fileCase } from "../file-case/file-case.ts";
import { formsOf } from "../forms.ts";
import { answerIn, errorIn } from "./format.ts";
import { ENDPOINT, getService, noticeOf, requireJurisdiction } from "./read.route.ts";

const MOST_LETTERS = 4000;
const CODE_LETTERS = 28;

const fields = z.record(z.string(), z.array(z.string()));
type Fields = z.infer<typeof fields>;

function said(body: Fields, name: string, max = 200): string | undefined {
  const text = body[name]?.[0]?.trim() ?? "";
  if (text.length > max) throw new Problem(400, "cases.open311.long", { parameters: { field: name, n: max } });
  return text === "" ? undefined : text;
}

export const fileRoutes: readonly Route[] = (["xml", "json"] as const).map((format) =>
  post({
    path: `${ENDPOINT}/requests.${format}`,
    access: "public",
    // A program has no cookies and no form: it shows its key.
    ownKey: true,
    body: fields,
    failed: errorIn,
    handle: async (ctx, tx, { body }) => {
      requireJurisdiction(ctx, said(body, "jurisdiction_id"));
      const clientId = await getClient(tx, said(body, "api_key"));
      const secret = newCode(CODE_LETTERS);
      const { number, dueOn } = await fileCase(tx, ctx, { ...askedOf(ctx, body), clientId }, secret);
      const notice = `${noticeOf(dueOn)} ${t("cases.received.code", { code: secret })}`;
      return {
        ...answerIn(format, { root: "service_requests", item: "request" }, [
          { service_request_id: number, service_notice: notice, account_id: null },
        ]),
        private: true,
      };
    },
  }),
);

/** @throws Problem 403 without a key, or with one that nobody has or was taken back */
async function getClient(tx: WriteTx, key: string | undefined): Promise<number> {
  const client =
    key === undefined
      ? undefined
      : await tx
          .selectFrom("case_clients")
          .select("id")
          .where("key_hash", "=", digest(key))
          .where("revoked_at", "is", null)
          .executeTakeFirst();
  if (client === undefined) throw new Problem(403, "cases.open311.noKey");
  return client.id;
}

/** @throws Problem 400 for what a request lacks, 404 for a service that there is not */
function askedOf(ctx: Context, body: Fields) {
  const { entity, now } = ctx;
  const service = getService(ctx, said(body, "service_code"));
  const text = said(body, "description", MOST_LETTERS);
  if (text === undefined) throw new Problem(400, "cases.open311.noDescription");
  const forms = formsOf(entity.jurisdiction, calendarDay(now, entity.timeZone));
  const asked = said(body, "attribute[form]") ?? "petition";
  const form = forms.find((one) => one === asked);
  if (form === undefined) throw new Problem(400, "cases.open311.attribute", { parameters: { field: "form" } });
  const media = said(body, "media_url", 500);
  if (media !== undefined && !/^https?:\/\//i.test(media)) throw new Problem(400, "cases.open311.media");
  const names = [said(body, "first_name"), said(body, "last_name")].filter((part) => part !== undefined);
  const email = said(body, "email");
  if (email !== undefined && !z.email().safeParse(email).success) throw new Problem(400, "cases.file.email.bad");
  const phone = said(body, "phone");
  const known = names.length > 0 || email !== undefined || phone !== undefined;
  return {
    ...placeOf(ctx, body),
    form,
    text,
    sector: service.sector,
    priority: false,
    // Nobody opens it from here: whoever answers decides whether to.
    annexes: media,
    person: known ? { name: names.join(" ") || (email ?? phone ?? ""), email, phone, electronic: false } : undefined,
    channel: "api" as const,
    mayPublish: said(body, "attribute[publish]") === "yes",
    files: [],
  };
}

/** Where it is: a point, an address in words, or the code of a place; one of them must come. */
function placeOf(ctx: Context, body: Fields) {
  const { entity } = ctx;
  const [lat, long] = [said(body, "lat"), said(body, "long")];
  const address = said(body, "address_string");
  const id = said(body, "address_id");
  if ((lat === undefined) !== (long === undefined)) throw new Problem(400, "cases.open311.point");
  if (lat === undefined && address === undefined && id === undefined) throw new Problem(400, "cases.open311.noPlace");
  const code = id ?? said(body, "attribute[territory]") ?? entity.root.code;
  const territory = entity.find(code);
  if (territory === undefined || territory.retired) throw new Problem(400, "cases.open311.noTerritory");
  return {
    territory: code,
    place: address,
    ...(lat !== undefined && long !== undefined && { point: readPoint(lat, long) }),
  };
}

function readPoint(lat: string, long: string): { lat: number; lon: number } {
  const point = { lat: Number(lat), lon: Number(long) };
  const inside = Math.abs(point.lat) <= 90 && Math.abs(point.lon) <= 180;
  if (!inside || Number.isNaN(point.lat) || Number.isNaN(point.lon)) throw new Problem(400, "cases.open311.point");
  return point;
}
