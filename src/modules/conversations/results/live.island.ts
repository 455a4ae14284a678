// Brings the result that changed into the page, without moving the focus or anything that somebody has selected or opened. The page
// works without it. No words inside: what is announced comes in a data attribute. No destructuring in islands: Safari 14 gets it wrong.
const EVERY_MS = 5000;
const MOST_MS = 60_000;
/** In a busy hour the result changes each second: whoever listens hears of it at most this often. */
const SAY_MS = 30_000;

class PlazaLive extends HTMLElement {
  private timer = 0;
  private wait = EVERY_MS;
  /** Of the result that the page shows, as the server names it. */
  private tag: string | null = null;
  private said = 0;
  private news = "";
  /** Something that changed holds the focus: it waits until the focus has left. */
  private held = false;

  connectedCallback(): void {
    this.turn();
  }

  disconnectedCallback(): void {
    window.clearTimeout(this.timer);
  }

  /** One look after another: with a weak signal they would pile up, and an old answer come after a new one. */
  private turn = (): void => {
    if (this.isConnected && this.dataset.watch) this.timer = window.setTimeout(this.look, this.wait);
  };

  private look = (): void => {
    this.say();
    const selection = getSelection();
    if (document.hidden || (selection && !selection.isCollapsed)) {
      this.turn();
      return;
    }
    fetch(this.dataset.watch ?? "", { credentials: "same-origin" })
      .then((answer) => this.follow(answer))
      .then(() => {
        this.wait = this.held ? this.longer() : EVERY_MS;
      })
      .catch(() => {
        // No signal, or a server in trouble: it is left in peace for longer each time.
        this.wait = this.longer();
      })
      .then(this.turn);
  };

  private longer(): number {
    return Math.min(2 * this.wait, MOST_MS);
  }

  private follow(answer: Response): Promise<void> | undefined {
    if (!answer.ok) throw new Error(String(answer.status));
    const tag = answer.headers.get("etag");
    if (tag === this.tag) return;
    return answer
      .text()
      .then((html) => this.own(parsed(html)))
      .then((page) => {
        this.held = false;
        if (page) this.renew(page);
        if (!this.held) this.tag = tag;
      });
  }

  /** The page that is shown, as it is now, from that of everybody; undefined when the result is still the same. */
  private own(common: Document): Document | Promise<Document> | undefined {
    if (common.querySelector<HTMLElement>("plaza-live")?.dataset.moment === this.dataset.moment) return undefined;
    if (location.pathname + location.search === this.dataset.watch) return common;
    return fetch(location.href, { credentials: "same-origin" })
      .then((page) => (page.ok ? page.text() : Promise.reject(new Error(String(page.status)))))
      .then(parsed);
  }

  private renew(page: Document): void {
    const fresh = page.querySelector<HTMLElement>("plaza-live");
    const shown = this.firstElementChild;
    if (!fresh?.firstElementChild || !shown) return;
    if (fresh.dataset.said !== this.dataset.said) this.news = fresh.dataset.said ?? "";
    this.dataset.said = fresh.dataset.said;
    this.dataset.moment = fresh.dataset.moment;
    document.title = page.title;
    // One that ended does not change any more.
    if (fresh.dataset.watch === undefined) delete this.dataset.watch;
    this.swap(shown, fresh.firstElementChild);
    this.say();
  }

  /** Puts the new one in place of the old, but for what holds the focus: of that, only what lies around it. */
  private swap(old: Element, fresh: Element): void {
    const opened = old.querySelectorAll("details");
    fresh.querySelectorAll("details").forEach((one, index) => {
      if (opened[index]) one.open = opened[index].open;
    });
    if (old.isEqualNode(fresh)) return;
    if (!old.contains(document.activeElement)) {
      old.replaceWith(fresh);
      return;
    }
    const parts = Array.from(old.childNodes);
    const others = Array.from(fresh.childNodes);
    const place = parts.findIndex((part) => part.contains(document.activeElement));
    const focused = parts[place];
    // Counted from the start, or from the end where something came or went before it.
    const twin = [place, place + others.length - parts.length].find((at) => isTwin(focused, others[at]));
    if (twin === undefined || !(focused instanceof Element)) {
      this.held = true;
      return;
    }
    for (const part of parts) if (part !== focused) part.remove();
    focused.before(...others.slice(0, twin));
    focused.after(...others.slice(twin + 1));
    this.swap(focused, others[twin] as Element);
  }

  private say(): void {
    const line = this.querySelector(":scope > [role=status]");
    if (!line || this.news === "" || Date.now() - this.said < SAY_MS) return;
    line.textContent = this.news;
    this.news = "";
    this.said = Date.now();
  }
}

const parsed = (html: string): Document => new DOMParser().parseFromString(html, "text/html");

/** Whether two nodes are the same part of the page, in two of its states. */
function isTwin(one: Node | undefined, other: Node | undefined): boolean {
  return one instanceof Element && other instanceof Element && one.nodeName === other.nodeName && one.id === other.id;
}

customElements.define("plaza-live", PlazaLive);
