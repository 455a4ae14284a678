import { z } from "zod";
import { findInitiative, listInitiatives } from "#modules/initiatives/index.ts";
import { getProcess, listAllProcesses } from "#modules/processes/index.ts";
import {
  choices,
  code,
  dayField,
  FormState,
  optionalCode,
  optionalText,
  optionalWholeNumber,
  textField,
} from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import { listCommitments } from "../commitments.sql.ts";
import { makeCommitment } from "./make-commitment.ts";
import { CommitmentDesk, CommitmentForm } from "./make-commitment.view.tsx";
import { listWaiting } from "./waiting.sql.ts";

const MAX_MONEY = 100_000_000_000_000;

export const staffList = get({
  path: "/gestion/compromisos",
  access: "commitments.write",
  handle: async (ctx) => {
    const processes = (await listAllProcesses(ctx.db)).filter((process) => process.state === "published");
    const winners = await listWaiting(
      ctx.db,
      processes.map((process) => process.id),
    );
    const initiatives = (
      await Promise.all(
        processes.map((process) => listInitiatives(ctx.db, { processId: process.id, states: ["published"] })),
      )
    ).flat();
    const today = calendarDay(ctx.now, ctx.entity.timeZone);
    return {
      kind: "page",
      title: t("commitments.desk.title"),
      staff: true,
      section: "commitments",
      body: CommitmentDesk({
        waiting: initiatives.filter((initiative) => winners.has(initiative.id)),
        commitments: await listCommitments(ctx.db, { today }, { limit: 100, offset: 0 }),
        entity: ctx.entity,
        today,
      }),
    };
  },
});

async function formPage(ctx: Context, initiativeId: number, given?: FormState): Promise<PageAnswer> {
  const initiative = await findInitiative(ctx.db, initiativeId);
  if (initiative === undefined || initiative.state !== "published") throw notFound();
  const form =
    given ??
    FormState.filled({
      title: initiative.title,
      text: initiative.text,
      place: initiative.place,
      sector: initiative.sector,
      agency: initiative.agency,
      money: initiative.cost,
    });
  return {
    kind: "page",
    title: t("commitments.make.title"),
    staff: true,
    section: "commitments",
    crumbs: [
      { text: t("commitments.desk.title"), path: "/gestion/compromisos" },
      { text: t("commitments.make.title") },
    ],
    body: CommitmentForm({ initiative, form, entity: ctx.entity }),
  };
}

const params = z.object({ initiative: z.coerce.number().int().positive() });

export const makeForm = get({
  path: "/gestion/compromisos/nuevo/:initiative",
  access: "commitments.write",
  params,
  handle: (ctx, input) => formPage(ctx, input.params.initiative),
});

export const make = post({
  path: "/gestion/compromisos/nuevo/:initiative",
  access: "commitments.write",
  params,
  body: z.object({
    title: textField({
      min: 5,
      max: 160,
      required: "commitments.make.name.missing",
      short: "commitments.make.name.missing",
    }),
    text: textField({
      min: 5,
      max: 3000,
      required: "commitments.make.text.missing",
      short: "commitments.make.text.missing",
    }),
    place: optionalText(160),
    sector: optionalCode(),
    agency: code("commitments.make.agency.missing"),
    coAgencies: choices(20),
    actors: optionalText(1000),
    responsible: textField({
      min: 3,
      max: 120,
      required: "commitments.make.responsible.missing",
      short: "commitments.make.responsible.missing",
    }),
    dueDate: dayField("commitments.make.dueDate.missing"),
    money: optionalWholeNumber({ min: 1, max: MAX_MONEY, message: "commitments.make.money.wrong" }),
  }),
  handle: async (ctx, tx, { params: given, body }) => {
    const initiative = await findInitiative(tx, given.initiative);
    if (initiative === undefined || initiative.state !== "published") throw notFound();
    if (body.dueDate <= calendarDay(ctx.now, ctx.entity.timeZone)) {
      throw new Problem(400, "commitments.make.dueDate.past", { field: "dueDate" });
    }
    if (body.sector !== undefined && !ctx.entity.sectors().some((sector) => sector.code === body.sector)) {
      throw new Problem(400, "common.unknownChoice", { field: "sector" });
    }
    const process = await getProcess(tx, initiative.processId);
    const actors = (body.actors ?? "")
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line.length > 1);
    const id = await makeCommitment(tx, ctx, process, {
      ...body,
      actors,
      territory: initiative.territory,
      origins: [initiative.id],
    });
    return redirect(`/compromisos/${id}`);
  },
  invalid: (ctx, input, form) => formPage(ctx, input.params.initiative, form),
});
