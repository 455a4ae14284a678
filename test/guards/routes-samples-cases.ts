// Addresses of requests: the pages of somebody who is asking, and those of somebody who asked.
import { fillRequest } from "../support/asking.ts";
import { Person } from "../support/person.ts";
import type { TestApp } from "../support/test-app.ts";
import type { Sample } from "./routes-samples.ts";

export async function caseSamples(demo: TestApp, territory: string): Promise<Record<string, Sample>> {
  const asking = new Person({ url: demo.url });
  await fillRequest(asking, territory);
  const asked = new Person({ url: demo.url });
  await fillRequest(asked, territory, { identity: "name", name: "Ana Ruiz" });
  await asked.send("Enviar mi solicitud");
  const ofAsking = (path: string): Sample => ({ paths: [path], person: asking });
  return {
    "/solicitudes": { paths: ["/solicitudes"] },
    "/solicitudes/nueva": ofAsking("/solicitudes/nueva"),
    "/solicitudes/nueva/tipo": ofAsking("/solicitudes/nueva/tipo"),
    "/solicitudes/nueva/lugar": ofAsking("/solicitudes/nueva/lugar"),
    "/solicitudes/nueva/tema": ofAsking("/solicitudes/nueva/tema"),
    "/solicitudes/nueva/quien": ofAsking("/solicitudes/nueva/quien"),
    "/solicitudes/nueva/revisar": ofAsking("/solicitudes/nueva/revisar"),
    "/solicitudes/recibida": { paths: ["/solicitudes/recibida"], person: asked },
    "/solicitudes/seguir": { paths: ["/solicitudes/seguir"] },
    "/solicitudes/mia": { paths: ["/solicitudes/mia"], person: asked },
  };
}
