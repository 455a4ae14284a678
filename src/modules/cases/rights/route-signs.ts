// Which routes the words of a request speak of. The program proposes; who asks and the officials decide.
import type { Entity, RightsRoute } from "#core/territory/index.ts";

/** The routes of the entity of which somebody's words have a sign. */
export function proposeRoutes(entity: Entity, text: string): readonly RightsRoute[] {
  const words = plain(text).split(/[^\p{L}\p{N}]+/u);
  const says = (sign: string): boolean =>
    plain(sign)
      .split(" ")
      .every((start) => words.some((word) => word.startsWith(start)));
  return entity.cases.routes.filter(({ signs }) => signs.some(says));
}

/** The route of a code; undefined for one that the entity has not, or has no more. */
export function findRoute(entity: Entity, code: string | null | undefined): RightsRoute | undefined {
  return entity.cases.routes.find((route) => route.code === code);
}

/** Without the accents that people leave out when they type, and with the ñ, which makes another word. */
function plain(text: string): string {
  return text.toLowerCase().normalize("NFD").replaceAll("\u0301", "").normalize("NFC");
}
