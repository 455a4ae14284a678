/** Where anybody asks to follow a thing. */
export function followPath(thingId: number): string {
  return `/seguir/${thingId}`;
}

/** Where anybody asks to follow a territory. */
export function followPlacePath(territoryCode: string): string {
  return `/seguir/lugar/${territoryCode}`;
}

/** Where an address says yes. */
export const confirmPath = (token: string): string => `/seguir/confirmar/${token}`;
/** Why a message came, and how to stop it. */
export const noticePath = (token: string): string => `/seguir/aviso/${token}`;
/** Everything that an address follows. */
export const allPath = (token: string): string => `/seguir/mis-avisos/${token}`;
