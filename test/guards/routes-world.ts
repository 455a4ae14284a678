// Every page of the program, with somebody who may open it: the demonstration lived in, and a government on its first day.
import { demoModule, modules } from "../../src/modules.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";
import { NOW, samplesOf } from "./routes-samples.ts";

/** One page as one person opens it. */
export interface Visit {
  /** The declared path of the route. */
  route: string;
  origin: string;
  path: string;
  cookies: ReadonlyMap<string, string>;
  /** Who the page is for, which decides how heavy it may be. */
  staff: boolean;
  /** What comes is a file, not a page. */
  data: boolean;
  cached: boolean;
}

export interface World {
  demo: TestApp;
  /** A government that started today: nothing has happened yet. */
  fresh: TestApp;
  visits: readonly Visit[];
  /** Declared routes that no sample reaches. */
  unreached: readonly string[];
  /** Samples of routes that do not exist. */
  leftovers: readonly string[];
  stop(): Promise<void>;
}

interface Route {
  path: string;
  access: string;
  cached: boolean;
}

const routes: readonly Route[] = [...modules, demoModule({ people: [] }, "")]
  .flatMap((module) => module.routes ?? [])
  .flatMap((route) =>
    route.method === "GET" ? [{ path: route.path, access: route.access, cached: route.cache !== undefined }] : [],
  );

export async function liveIn(): Promise<World> {
  const demo = await startTestApp({ demo: true, now: NOW });
  const fresh = await startTestApp({ now: NOW });
  const samples = await samplesOf(demo, fresh);
  const sessions = new Map<string, string>();
  const visits: Visit[] = [];
  for (const route of routes) {
    const sample = samples[route.path];
    if (sample === undefined) continue;
    const { as, fresh: first = false, person, paths, data = false } = sample;
    const test = first ? fresh : demo;
    const cookies = new Map(person?.cookies);
    if (as !== undefined) {
      const id = `${first} ${as}`;
      const session = sessions.get(id) ?? (await test.signIn({ name: "Alguien Prueba", role: as }));
      sessions.set(id, session);
      cookies.set("sesion", session);
    }
    const staff = route.path.startsWith("/gestion");
    for (const path of paths)
      visits.push({ route: route.path, origin: test.url, path, cookies, staff, data, cached: route.cached });
  }
  // The first day: what is public and has no thing in its path must stand with nothing to show.
  for (const route of routes.filter(({ path, cached }) => cached && !path.includes(":"))) {
    visits.push({
      route: route.path,
      origin: fresh.url,
      path: route.path,
      cookies: new Map(),
      staff: false,
      data: false,
      cached: true,
    });
  }
  return {
    demo,
    fresh,
    visits,
    unreached: routes.map(({ path }) => path).filter((path) => samples[path] === undefined),
    leftovers: Object.keys(samples).filter((path) => !routes.some((route) => route.path === path)),
    async stop() {
      await demo.stop();
      await fresh.stop();
    },
  };
}
