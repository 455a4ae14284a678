/** Keeps what was loaded for some milliseconds, by key. What fails is not kept, and everybody who waits shares one load. */
export class Remembered<V> {
  readonly #ms: number;
  readonly #load: (key: string) => Promise<V>;
  readonly #known = new Map<string, { until: number; found: Promise<V> }>();

  constructor(ms: number, load: (key: string) => Promise<V>) {
    this.#ms = ms;
    this.#load = load;
  }

  get(key: string): Promise<V> {
    const now = performance.now();
    const known = this.#known.get(key);
    if (known !== undefined && known.until > now) return known.found;
    const found = this.#load(key);
    this.#known.set(key, { until: now + this.#ms, found });
    found.catch(() => {
      if (this.#known.get(key)?.found === found) this.#known.delete(key);
    });
    return found;
  }
}
