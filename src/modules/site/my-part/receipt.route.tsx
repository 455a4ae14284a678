import type { VNode } from "preact";
import { nearToFar } from "#core/territory/index.ts";
import { findReceipt, listLives, type Receipt, TitleOf } from "#core/trace/index.ts";
import { findPublicDemand } from "#modules/demands/index.ts";
import { listQuestionsOf } from "#modules/news/index.ts";
import { findPhase, getProcess } from "#modules/processes/index.ts";
import { type Context, get, redirect } from "#platform/http/route.ts";
import { formatDate, formatInstant, formatNearDate, href, locale, t } from "#platform/i18n/i18n.ts";
import { type Fact, Facts, Notice } from "#platform/views/content.tsx";
import { Actions, NoPrint, Page, Stack } from "#platform/views/layout.tsx";
import { LinkButton, PrintButton } from "#platform/views/link.tsx";
import { DraftArrived } from "#platform/views/locate.tsx";
import { Receipt as Sheet } from "#platform/views/receipt.tsx";
import { Bullets } from "#platform/views/text.tsx";
import { spokenCode } from "./spoken-code.ts";

/** Shows once, from a short cookie, the code that the person keeps: it is never in an address nor in a log. */
export const receipt = get({
  path: "/comprobante",
  access: "public",
  handle: async (ctx) => {
    const code = ctx.cookies.get("comprobante");
    const found = code === undefined ? undefined : await findReceipt(ctx.db, code);
    if (code === undefined || found === undefined) return redirect("/mis-aportes");
    const [thing] = await listLives(ctx.db, [found.thingId], ctx.kinds);
    return {
      kind: "page",
      title: t("site.receipt.title"),
      section: "mine",
      noindex: true,
      islands: ["plaza"],
      crumbs: [{ text: t("site.mine.title"), path: "/mis-aportes" }, { text: t("site.receipt.crumb") }],
      body: (
        <Page width="narrow" gap="l">
          <DraftArrived />
          <Stack gap="base">
            <h1>{t(`site.receipt.${found.act}`)}</h1>
            <NoPrint>
              <Notice tone="success">{t("site.receipt.lead")}</Notice>
            </NoPrint>
            <Actions>
              <PrintButton>{t("site.receipt.print")}</PrintButton>
              {thing && (
                <LinkButton kind="quiet" href={href(`/hilo/${thing.id}`)}>
                  {t("site.receipt.follow")}
                </LinkButton>
              )}
              <LinkButton kind="quiet" href={href("/mis-aportes")}>
                {t("site.mine.title")}
              </LinkButton>
            </Actions>
          </Stack>
          <Sheet
            title={t("site.receipt.crumb")}
            code={code}
            spoken={t("site.receipt.spoken", { letters: spokenCode(code, t("site.receipt.letters").split(" ")) })}
            url={`${ctx.publicUrl}${href("/mis-aportes")}`}
            qrLabel={t("site.receipt.qr")}
          >
            <Facts items={await factsOf(ctx, found, thing)} />
            <Proof act={found.act} />
          </Sheet>
        </Page>
      ),
    };
  },
});

interface Shown {
  title: string;
  ours?: boolean;
  territory: string | null;
  processId: number | null;
}

async function factsOf(ctx: Context, found: Receipt, thing: Shown | undefined): Promise<Fact[]> {
  const { entity, db } = ctx;
  const demand = await findPublicDemand(db, found.thingId);
  const where =
    demand &&
    nearToFar(demand.place, demand.sub && entity.find(demand.sub)?.name, entity.territory(demand.territory).name);
  const next = await nextStep(ctx, found, thing);
  const { phone, email } = entity.contact;
  const reach = [phone, email].filter((one) => one !== undefined).join(" · ");
  return [
    ...(thing === undefined
      ? []
      : [
          {
            name: t(`site.receipt.what.${found.act}`),
            value: <TitleOf thing={demand === undefined ? thing : { title: demand.text }} />,
          },
        ]),
    ...(where === undefined ? [] : [{ name: t("site.receipt.where"), value: where.join(", ") }]),
    { name: t("site.receipt.when"), value: formatInstant(found.at) },
    ...(next === undefined ? [] : [{ name: t("site.receipt.next"), value: next }]),
    {
      name: t("site.receipt.who"),
      value: [entity.officialName(locale()), reach].filter((one) => one !== "").join(". "),
    },
  ];
}

/** What comes after, with the dates of the process in that place. */
async function nextStep(ctx: Context, found: Receipt, thing: Shown | undefined): Promise<string | undefined> {
  if (found.act === "asked") {
    const questions = await listQuestionsOf(ctx.db, [found.participantId]);
    const last = questions.findLast(({ newsId }) => newsId === found.thingId);
    return last && t("news.question.due", { date: formatDate(last.dueOn) });
  }
  if (thing?.processId == null) return undefined;
  const process = await getProcess(ctx.db, thing.processId);
  const territory = thing.territory ?? "";
  const vote = findPhase(process, territory, "vote");
  if (vote === undefined || (found.act !== "said" && found.act !== "supported")) return undefined;
  return t("site.receipt.nextText", {
    read: formatNearDate(new Date(vote.opensAt.getTime() - 1)),
    from: formatNearDate(vote.opensAt),
    to: formatNearDate(new Date(vote.closesAt.getTime() - 1)),
  });
}

function Proof({ act }: { act: Receipt["act"] }): VNode {
  return (
    <Stack gap="s">
      <h3>{t("site.receipt.proves")}</h3>
      <Bullets items={[t(`site.receipt.proof.${act}`), t("site.receipt.proof.kept"), t("site.receipt.proof.found")]} />
      <p>
        <strong>{t("site.receipt.notProves")}</strong> {t("site.receipt.notProvesText")}
      </p>
    </Stack>
  );
}
