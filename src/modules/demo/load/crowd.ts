// The people who take part without account. Each is a browser, known in each process by a pseudonym, and is there from
// their first act in it.
import { loadParticipants, participantKey } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { digest } from "#platform/secrets/secrets.ts";
import { DEMO_SEED } from "./demo-input.ts";

/** The random bits of somebody's browser: always the same ones for the same name. */
export function browserBits(who: string): Buffer {
  return digest(`${DEMO_SEED} browser ${who}`).subarray(0, 16);
}

interface Member {
  process: string;
  who: string;
  firstAct: Date;
}

export class Crowd {
  readonly #members = new Map<string, Member>();
  readonly #ids = new Map<string, number>();

  /** Somebody does something in a process. */
  acts(process: string, who: string, at: Date): void {
    const id = `${process} ${who}`;
    const known = this.#members.get(id);
    if (known === undefined || at < known.firstAct) this.#members.set(id, { process, who, firstAct: at });
  }

  /** Writes them all; `accounts` are those who claimed what they did. */
  async save(
    tx: WriteTx,
    processes: ReadonlyMap<string, Process>,
    accounts: ReadonlyMap<string, number>,
  ): Promise<void> {
    const members = [...this.#members.values()].sort((a, b) => a.firstAct.getTime() - b.firstAct.getTime());
    const ids = await loadParticipants(
      tx,
      members.map(({ process: key, who, firstAct }) => {
        const process = processes.get(key);
        if (process === undefined) throw new Error(`Nobody can take part in ${key}`);
        return {
          processId: process.id,
          key: participantKey(process.participantKey, browserBits(who)),
          accountId: accounts.get(who),
          now: firstAct,
        };
      }),
    );
    for (const [index, { process, who }] of members.entries()) this.#ids.set(`${process} ${who}`, ids[index] ?? 0);
  }

  /** The participant that somebody is in a process. Throws if they did nothing in it, or before `save`. */
  idOf(process: string, who: string): number {
    const id = this.#ids.get(`${process} ${who}`);
    if (id === undefined) throw new Error(`${who} did nothing in ${process}`);
    return id;
  }
}
