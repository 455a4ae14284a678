// A process in which people vote, made at once, and people who vote by the thousand: each one a browser with its cookie
// and its own token, over real HTTP, but without reading the pages first.
import { randomBytes } from "node:crypto";
import http from "node:http";
import type { Entity } from "#core/territory/index.ts";
import { createThing } from "#core/trace/index.ts";
import { getBallot } from "#modules/ballots/index.ts";
import { findProcess, PHASES, type Process } from "#modules/processes/index.ts";
import { setPhases } from "#modules/processes/prepare/prepare.ts";
import type { Verification } from "#modules/processes/process.ts";
import type { Database } from "#platform/db/db.ts";
import { csrfToken } from "#platform/http/csrf.ts";
import { sharedKey } from "#platform/secrets/secrets.ts";

const HOUR = 3_600_000;

export interface VoteSetting {
  slug?: string;
  verification?: Verification;
  choices?: number;
  winners?: number;
  /** Territory codes, each with how long its vote lasts from now; an hour unless told. */
  places: Record<string, number>;
  /** Initiatives in each place. */
  initiatives?: number;
  now: Date;
}

export interface VoteSet {
  process: Process;
  ballotId: number;
  /** Territory → its initiatives. */
  initiatives: ReadonlyMap<string, number[]>;
}

/** A published process whose vote opened an hour ago in some places, with its initiatives. */
export async function prepareVote(db: Database, entity: Entity, setting: VoteSetting): Promise<VoteSet> {
  const { slug = "conversatorios", now, places, initiatives: many = 6 } = setting;
  const codes = Object.keys(places);
  await db.write(async (tx) => {
    const id = await createThing(tx, { kind: "process", now });
    await tx
      .insertInto("processes")
      .values({
        id,
        slug,
        title: "Conversatorios",
        purpose: "Para decidir juntos qué se hace en cada municipio.",
        level: "planning",
        cycle_phase: "formulation",
        state: "published",
        choices: setting.choices ?? 3,
        winners: setting.winners ?? 2,
        verification: setting.verification ?? "none",
        rules: "",
        lot_seed: randomBytes(16).toString("hex"),
        participant_key: randomBytes(32),
        created_by: null,
        published_at: now,
        closed_at: null,
      })
      .execute();
    for (const code of codes) {
      const ends = now.getTime() + (places[code] ?? HOUR);
      const opensAt = { gather: -3, analyse: -2, vote: -1, commit: 0, follow: 1 };
      const phases = PHASES.map((phase) => ({
        phase,
        opensAt: new Date((phase === "commit" || phase === "follow" ? ends : now.getTime()) + opensAt[phase] * HOUR),
        closesAt: new Date(
          phase === "vote"
            ? ends
            : (phase === "commit" || phase === "follow" ? ends : now.getTime()) + (opensAt[phase] + 1) * HOUR,
        ),
      }));
      await setPhases(tx, id, [code], phases);
    }
  });
  const process = await findProcess(db.read, slug);
  if (process === undefined) throw new Error("The process was not made");
  const sectors = entity.sectors();
  const initiatives = new Map<string, number[]>();
  await db.write(async (tx) => {
    for (const code of codes) {
      const ids: number[] = [];
      for (let n = 0; n < many; n += 1) {
        const id = await createThing(tx, { kind: "initiative", processId: process.id, territory: code, now });
        await tx
          .insertInto("initiatives")
          .values({
            id,
            process_id: process.id,
            territory_code: code,
            title: `Iniciativa ${n + 1} de ${entity.territory(code).name}`,
            text: "Lo que se haría.",
            place: n % 2 === 0 ? "Zona rural" : null,
            sector_code: sectors[n % sectors.length]?.code ?? "",
            agency_code: entity.agencies()[0]?.code ?? "",
            feasibility: "viable",
            state: "published",
            created_by: null,
            created_at: now,
          })
          .execute();
        ids.push(id);
      }
      initiatives.set(code, ids);
    }
  });
  const ballot = await db.write((tx) => getBallot(tx, process, now));
  return { process, ballotId: ballot.id, initiatives };
}

export interface VoterBrowser {
  cookie: string;
  csrf: string;
}

/** Makes browsers that have already been given their token. */
export async function browserMaker(db: Database): Promise<() => VoterBrowser> {
  const key = await db.write((tx) => sharedKey(tx, "csrf"));
  return () => {
    const bits = randomBytes(16);
    return { cookie: `navegador=${bits.toString("base64url")}`, csrf: csrfToken(key, bits) };
  };
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });

/** Sends a vote and gives the status of the answer: 303 is "saved". */
export function sendVote(
  url: string,
  path: string,
  browser: VoterBrowser,
  choices: readonly number[],
): Promise<number> {
  const body = new URLSearchParams([
    ["csrf", browser.csrf],
    ...choices.map((id) => ["choices", String(id)]),
  ]).toString();
  const headers = {
    cookie: browser.cookie,
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const request = http.request(
      path === "" ? url : new URL(path, url),
      { method: "POST", agent, headers },
      (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode ?? 0));
        response.on("error", reject);
      },
    );
    request.on("error", (error) => {
      // The server had just closed this idle connection. Sending the same vote again counts once.
      if (request.reusedSocket && "code" in error && error.code === "ECONNRESET") {
        sendVote(url, path, browser, choices).then(resolve, reject);
      } else reject(error);
    });
    request.end(body);
  });
}
