// A person who asks the government for something, page by page, as far as the last one before sending.
import type { Person } from "./person.ts";

export const ASKED = "Hace tres semanas no llega agua a la escuela de la vereda. Pido que la arreglen.";

/** Fills in every page of a request about health in a place. */
export async function fillRequest(
  person: Person,
  territory: string,
  who: Record<string, string> = { identity: "anonymous" },
): Promise<void> {
  await person.visit("/solicitudes/nueva");
  await person.send("Seguir", { text: ASKED });
  await person.send("Seguir", { form: "petition" });
  await person.send("Seguir", { territory });
  await person.send("Seguir", { sector: "salud" });
  await person.send("Seguir", who);
}
