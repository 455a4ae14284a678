// The planner closes the process; every need led somewhere, and anybody can read one of them from beginning to end.
import { sql } from "kysely";
import { commands } from "../../src/commands.ts";
import { chanceOf, hold, type SaidNeed, type Tale } from "./tale.ts";

export async function closeProcess(tale: Tale): Promise<void> {
  const planner = await tale.world.official("Marcela, planificadora", "planner");
  await planner.visit(`/gestion/procesos/${tale.slug}`);
  await planner.send("Cerrar el proceso");
  const latecomer = tale.world.visitor();
  const [need] = tale.needs;
  hold(need !== undefined, "Nobody said anything.");
  await latecomer.visit(`/procesos/${tale.slug}/${need.place.slug}/decir`);
  hold(latecomer.page.all("textarea").length === 0, "A closed process still receives needs.");
}

/** Asks the command, if this version has it, and the database itself: which needs lead nowhere? None. */
export async function checkNeeds(tale: Tale): Promise<string> {
  const { rows } = await sql<{ id: number }>`
    with recursive up as (
      select d.id, d.id as at from demands d join processes p on p.id = d.process_id where p.slug = ${tale.slug}
      union all select up.id, d.merged_into_id from up join demands d on d.id = up.at where d.merged_into_id is not null
    )
    select d.id from demands d join processes p on p.id = d.process_id where p.slug = ${tale.slug} and d.hidden_reason is null and not exists (
      select 1 from up join demands root on root.id = up.at where up.id = d.id and (
        (root.state = 'discarded' and root.reason is not null)
        or exists (select 1 from links l join things t on t.id = l.to_id and t.visibility = 'public'
          where l.from_id = root.id and l.ended_at is null and l.relation in ('became', 'promised_as'))))`.execute(
    tale.world.db.read,
  );
  hold(
    rows.length === 0,
    `${rows.length} needs lead nowhere: ${rows
      .slice(0, 10)
      .map(({ id }) => id)
      .join(", ")}.`,
  );
  if (!commands.some(({ name }) => name === "check process")) return "by query: none is left without an answer";
  const said = await tale.world.command("check", "process", tale.slug);
  return `«sigesi check process ${tale.slug}»: ${said.trim()}`;
}

/** One whole thread: a need that was joined, won, was kept and judged. */
export async function readThread(tale: Tale): Promise<{ path: string; text: string }> {
  const kept = tale.commitments.filter((one) => one.fate === "met" && one.initiative.needs.length > 1);
  const one = kept[chanceOf("thread").below(kept.length)];
  const need = one?.initiative.needs.toSorted((a: SaidNeed, b: SaidNeed) => b.joined.length - a.joined.length)[0];
  hold(one !== undefined && need !== undefined, "No commitment was met.");
  const path = `/hilo/${need.id}`;
  const reader = tale.world.visitor();
  const page = await reader.visit(path);
  const missing = [need.text, one.initiative.title, "Ganó en la votación", "Quedó hecho", "Quienes lo pidieron"].find(
    (words) => !page.text.includes(words),
  );
  hold(missing === undefined, `The thread ${path} does not tell «${missing}».`);
  return { path, text: page.text };
}
