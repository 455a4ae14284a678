// Analysts over the needs of one process: what the tests of the desk share.
import { Authority, findActor } from "#core/people/index.ts";
import { insertDemands, type NewDemand } from "#modules/demands/insert-demands.sql.ts";
import type { Analyst } from "#modules/demands/join-needs/join-needs.ts";
import type { Process } from "#modules/processes/index.ts";
import type { Role } from "#platform/module.ts";
import { permissions } from "../../src/app.ts";
import { openProcess } from "./open-process.ts";
import { Person } from "./person.ts";
import { startTestApp, type TestApp } from "./test-app.ts";

export interface Official extends Analyst {
  accountId: number;
  /** In front of the program, signed in. */
  person: Person;
}

export interface AnalystsDesk {
  test: TestApp;
  process: Process;
  /** Somebody with a role, in the whole entity or in one territory. */
  official(who: { name: string; role: Role; territory?: string; agency?: string }): Promise<Official>;
  /** Needs said by nobody in particular, in the first place unless another is given. */
  needs(texts: readonly string[], more?: Partial<NewDemand>): Promise<number[]>;
}

/** The program with a published process, slug `prueba`. */
export async function openDesk(): Promise<AnalystsDesk> {
  const test = await startTestApp();
  const process = await openProcess(test, { slug: "prueba", now: test.clock.now() });
  return {
    test,
    process,
    async official(who) {
      const session = await test.signIn(who);
      const now = test.clock.now();
      const actor = await findActor(test.db.read, session, now);
      if (actor.accountId === undefined) throw new Error("They have just signed in");
      return {
        accountId: actor.accountId,
        authority: new Authority(actor, permissions, test.entity),
        entity: test.entity,
        now,
        person: new Person({ url: test.url, session }),
      };
    },
    needs(texts, more = {}) {
      const territory = test.entity.participationTerritories()[0]?.code ?? "";
      const now = test.clock.now();
      const base = { processId: process.id, territory, channel: "web" as const, groups: [], saidAt: now };
      return test.db.write((tx) =>
        insertDemands(
          tx,
          texts.map((text) => ({ ...base, ...more, text })),
          now,
        ),
      );
    },
  };
}
