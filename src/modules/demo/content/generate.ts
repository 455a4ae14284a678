// The lived-in demonstration, whole: a pure function of its input, in the order in which things happened.
import { analyse } from "./analysis.ts";
import { castBallots } from "./ballots.ts";
import { planProcesses } from "./calendar.ts";
import { makeCommitments } from "./commitments.ts";
import { holdMeetings } from "./meetings.ts";
import { sayNeeds } from "./needs.ts";
import { planClusters } from "./plan-clusters.ts";
import type { DemoContent, DemoOrganisation, DemoPerson, DemoStory } from "./types.ts";
import { agencyOf, type DemoInput } from "./world.ts";

export type { DemoInput } from "./world.ts";

/**
 * Makes the content of the demonstration. Depends only on its input: equal input gives a deeply equal value, and every
 * date hangs from `today`. Throws RangeError if the entity has no sectors, agencies or territories.
 */
export function generateDemo(input: DemoInput): DemoContent {
  if (input.territories.length === 0) throw new RangeError("the entity has no territories");
  const processes = planProcesses(input);
  const plans = planClusters(input, processes);
  const said = sayNeeds(input, plans);
  const analysed = analyse(input, plans, said);
  const ballots = castBallots(input, plans, analysed);
  const commitments = makeCommitments(input, plans, analysed, ballots);
  const meetings = holdMeetings(input, plans, {
    needs: analysed.needs,
    commitments,
    organisations: said.organisations,
  });
  const initiative = analysed.origins.findIndex((cluster) => cluster.story === "main");
  const commitment = commitments.findIndex((c) => c.initiative === initiative);
  const story: DemoStory | undefined =
    initiative >= 0 && commitment >= 0
      ? { needs: analysed.initiatives[initiative]?.needs ?? [], initiative, commitment }
      : undefined;
  return {
    processes,
    organisations: said.organisations,
    people: peopleOf(input, said.organisations),
    needs: analysed.needs,
    initiatives: analysed.initiatives,
    ballots,
    commitments,
    meetings,
    story,
  };
}

/** The people of the role buttons; those of the story live in its municipality, or in the largest one without a story. */
function peopleOf(input: DemoInput, organisations: readonly DemoOrganisation[]): DemoPerson[] {
  const largest = input.territories.toSorted((a, b) => b.population - a.population)[0];
  const home = input.territories.find((t) => t.code === input.bank.story?.territory) ?? largest;
  return input.bank.people.map((person): DemoPerson => {
    const theirs = organisations.findIndex((o) => o.representative === person.name);
    const local = organisations.findIndex((o) => o.territory === home?.code);
    return {
      key: person.key,
      name: person.name,
      role: person.role,
      label: person.label,
      purpose: person.purpose,
      territory: person.territory ? home?.code : undefined,
      agency: person.agency ? agencyOf(input, person.agency) : undefined,
      organisation: person.organisation ? Math.max(0, theirs, theirs < 0 ? local : 0) : undefined,
    };
  });
}
