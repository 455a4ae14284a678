import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEMAND_STATES, type DemandAct, type DemandState, nextState, OPEN_STATES, WAITING_STATES } from "./demand.ts";

const ACTS: readonly DemandAct[] = ["read", "discard", "take", "merge", "recover", "release"];

/** Every transition there is; what is not here is refused. */
const EXPECTED: Record<DemandState, Partial<Record<DemandAct, DemandState>>> = {
  received: { read: "read", discard: "discarded", take: "taken", merge: "merged" },
  read: { read: "read", discard: "discarded", take: "taken", merge: "merged" },
  taken: { read: "taken", take: "taken", merge: "merged", release: "read" },
  merged: {},
  discarded: { recover: "read" },
};

describe("the states of a need", () => {
  it.each(DEMAND_STATES.flatMap((state) => ACTS.map((act) => [state, act] as const)))("%s, %s", (state, act) => {
    expect(nextState(state, act)).toBe(EXPECTED[state][act]);
  });

  it("whatever is done to it, a need is never unread again, and what is set aside only comes back by recovering it", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ACTS), { maxLength: 30 }), (acts) => {
        let state: DemandState = "received";
        for (const act of acts) {
          const next = nextState(state, act);
          if (next === undefined) continue;
          expect(next).not.toBe("received");
          if (state === "discarded") expect([act, next]).toEqual(["recover", "read"]);
          // A promise is not taken back by setting the need aside.
          if (state === "taken") expect(next).not.toBe("discarded");
          state = next;
        }
      }),
    );
  });

  it("what waits for an analyst is in the running, and what is over is not", () => {
    expect(OPEN_STATES).toEqual(expect.arrayContaining([...WAITING_STATES]));
    expect(OPEN_STATES).not.toContain("merged");
    expect(OPEN_STATES).not.toContain("discarded");
  });
});
