// Addresses of files that are now with the rest of the open data: who kept one still gets there.
import { get, type Route, redirect } from "#platform/http/route.ts";

const MOVED = {
  "/solicitudes": "/datos/solicitudes",
  "/solicitudes/informes/informacion": "/datos/solicitudes-de-informacion",
};

export const movedFiles: readonly Route[] = Object.entries(MOVED).flatMap(([from, to]) =>
  ["csv", "json"].map((format) =>
    get({ path: `${from}.${format}`, access: "public", handle: async () => redirect(`${to}.${format}`) }),
  ),
);
