// Makes a conversation instant, and keeps the answers on this device until the server says that it has them. The page works
// without it. No words inside: texts come in data attributes. No destructuring in islands: Safari 14 gets it wrong. Private to the
// compiler alone: for the browsers of old phones each `#` is a map of its own, a sixth of what travels.

interface Told {
  id: number;
  text: string;
  language: string;
  seed: boolean;
}

interface Waiting {
  statement: number;
  value: number;
}

const FEW = 6;
const AGAIN_MS = 5000;
/** Answers that one message carries; the server takes these. */
const MOST_AT_ONCE = 200;
/** Key → answer: letters as the page says them, and the buttons by their order. */
const KEYS: Record<string, string> = { a: "1", d: "-1", p: "0", "1": "1", "2": "-1", "3": "0" };

class PlazaOpinion extends HTMLElement {
  private next: Told[] = [];
  private past: Told[] = [];
  private now: Told | undefined;
  /** Answered in this page, whether or not the server has them yet. */
  private done = new Set<number>();
  /** The person had answered nothing when the page came. */
  private fresh = true;
  private answered = 0;
  private total = 0;
  private outbox: Waiting[] = [];
  private sending = false;
  /** How many answers go in the next message. */
  private most = MOST_AT_ONCE;
  /** Something that the server will never take was dropped. */
  private dropped = false;
  private timer = 0;

  connectedCallback(): void {
    const form = this.querySelector("form");
    const text = this.querySelector<HTMLElement>(".opinion__text");
    if (!form || !text) return;
    this.answered = Number(this.dataset.answered);
    this.total = Number(this.dataset.total);
    this.outbox = readBox(this.dataset.key ?? "");
    for (const one of this.outbox) this.done.add(one.statement);
    this.next = JSON.parse(this.dataset.ahead ?? "[]");
    this.now = {
      id: Number(this.field("statement")),
      text: text.textContent ?? "",
      language: text.lang,
      seed: this.querySelector(".opinion .fine")?.textContent === this.dataset.seed,
    };
    this.fresh = this.querySelector<HTMLElement>("a[rel=prev]")?.hidden === true;
    form.addEventListener("submit", this.submit);
    // Letters act only while the focus is in here: somebody who dictates, or shakes, answers nothing by accident (WCAG 2.1.4).
    this.addEventListener("keydown", this.key);
    window.addEventListener("online", this.send);
    // What an earlier visit could not send goes first; a statement answered then is not asked again.
    if (this.done.has(this.now.id)) this.show(this.take());
    this.send();
  }

  disconnectedCallback(): void {
    window.removeEventListener("online", this.send);
    clearTimeout(this.timer);
  }

  private field(name: string): string | undefined {
    return this.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value;
  }

  private submit = (event: SubmitEvent): void => {
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement) || !this.now) return;
    event.preventDefault();
    this.answer(this.now, Number(button.value));
  };

  private key = (event: KeyboardEvent): void => {
    const target = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (target instanceof HTMLElement && target.matches("input, textarea, select")) return;
    const key = event.key.toLowerCase();
    if (key === "z") this.undo();
    else if (KEYS[key] !== undefined) this.querySelector<HTMLButtonElement>(`button[value="${KEYS[key]}"]`)?.click();
    else return;
    event.preventDefault();
  };

  private answer(statement: Told, value: number): void {
    // A new answer takes the place of one that has not left.
    this.outbox = this.outbox.filter((one) => one.statement !== statement.id);
    this.outbox.push({ statement: statement.id, value });
    this.dropped = false;
    this.keep([]);
    if (!this.done.has(statement.id)) this.answered += 1;
    this.done.add(statement.id);
    this.past.push(statement);
    this.show(this.take());
    this.send();
  }

  private undo(): void {
    const before = this.past.pop();
    if (!before) {
      const back = this.querySelector<HTMLElement>("a[rel=prev]");
      if (back && !back.hidden) back.click();
      return;
    }
    if (this.now) this.next.unshift(this.now);
    this.show(before);
  }

  private take(): Told | undefined {
    let one = this.next.shift();
    while (one && this.done.has(one.id)) one = this.next.shift();
    return one;
  }

  private show(statement: Told | undefined): void {
    const data = this.dataset;
    this.now = statement;
    const text = this.querySelector<HTMLElement>(".opinion__text");
    const note = this.querySelector(".opinion .fine");
    const back = this.querySelector<HTMLAnchorElement>("a[rel=prev]");
    if (text) {
      text.textContent = statement ? statement.text : (data.empty ?? "");
      if (statement) text.lang = statement.language;
    }
    if (note) note.textContent = statement ? ((statement.seed ? data.seed : data.person) ?? "") : "";
    for (const button of this.querySelectorAll<HTMLButtonElement>(".answer")) button.disabled = !statement;
    const field = this.querySelector<HTMLInputElement>('input[name="statement"]');
    if (field && statement) field.value = String(statement.id);
    const report = this.querySelector<HTMLAnchorElement>('a[href*="/reportar/"]');
    if (report && statement) report.href = report.href.replace(/\d+$/, String(statement.id));
    if (back) this.lead(back);
    // To leave it as it was made sense for the statement that the page came with.
    this.querySelector("a[rel=next]")?.remove();
    this.count();
    if (this.next.length < FEW) this.more();
  }

  /** Back over what was answered in this page; before that, to the last answer that the server knew, if there was one. */
  private lead(back: HTMLAnchorElement): void {
    const past = this.past.length > 0;
    const focused = document.activeElement === back;
    back.hidden = !past && this.fresh;
    back.onclick = past ? this.backwards : null;
    if (back.hidden && focused) this.querySelector<HTMLElement>(".answer")?.focus();
  }

  private backwards = (event: Event): void => {
    event.preventDefault();
    this.undo();
  };

  private count(): void {
    const at = Math.min(this.total, this.answered + (this.now && !this.done.has(this.now.id) ? 1 : 0));
    const words = this.querySelector("[role=status]");
    const text = (this.dataset.count ?? "").replace("%n", String(at)).replace("%t", String(this.total));
    if (words) words.textContent = text;
    const bar = this.querySelectorAll(".meter rect")[1];
    if (bar) bar.setAttribute("width", `${(100 * this.answered) / Math.max(1, this.total)}%`);
  }

  /** Asks for the statements that come next. Without signal it is asked again when there is one. */
  private more(): void {
    // With nothing to show it is asked even when all seem answered: the page has to say so, or there are new ones.
    if ((this.now && this.answered >= this.total) || navigator.onLine === false) return;
    fetch(this.dataset.next ?? "", { credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
      .then((given) => {
        const known = new Set(this.next.map((one) => one.id).concat(this.now ? this.now.id : []));
        const fresh = given.statements.filter((one: Told) => !known.has(one.id) && !this.done.has(one.id));
        this.total = given.total;
        this.next = this.next.concat(fresh);
        if (!this.now && this.next.length > 0) this.show(this.take());
        // Nothing is left: the page says so, and what comes after.
        else if (!this.now && this.outbox.length === 0) location.reload();
      })
      .catch(() => undefined);
  }

  /** Another tab may keep its own in the same place: what it has there stays, but for what has left. */
  private keep(gone: readonly Waiting[]): void {
    try {
      const key = this.dataset.key ?? "";
      const others = readBox(key).filter(
        (one) =>
          !this.outbox.some((mine) => mine.statement === one.statement) &&
          !gone.some((sent) => sent.statement === one.statement && sent.value === one.value),
      );
      const all = others.concat(this.outbox);
      if (all.length === 0) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(all));
    } catch {
      // Private windows and full phones refuse to store: the answers live as long as the page.
    }
  }

  private say(text: string | undefined): void {
    const line = this.querySelector(":scope > [role=status]");
    if (line) line.textContent = text ?? "";
  }

  private later(): void {
    this.say((this.dataset.waiting ?? "").replace("%n", String(this.outbox.length)));
    clearTimeout(this.timer);
    this.timer = window.setTimeout(this.send, AGAIN_MS);
  }

  private send = (): void => {
    if (this.sending || this.outbox.length === 0) return;
    const sent = this.outbox.slice(0, this.most);
    this.sending = true;
    fetch(this.dataset.send ?? "", {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/json", "x-csrf-token": this.field("csrf") ?? "" },
      body: JSON.stringify({ answers: sent, territory: this.field("territory") }),
    })
      .then((answer) =>
        answer
          .json()
          .catch(() => ({}))
          .then((said) => this.heard(answer.status, said.error, sent)),
      )
      .catch(() => {
        this.sending = false;
        this.later();
      });
  };

  /** Only what the server says that it has, or that it will never take, leaves the device. */
  private heard(status: number, error: string | undefined, sent: readonly Waiting[]): void {
    this.sending = false;
    if (status === 400 && sent.length > 1) {
      // One of them is wrong: alone, it does not hold the others back.
      this.most = 1;
      this.send();
      return;
    }
    if (status !== 200 && status !== 409 && status !== 400) {
      if (status === 403) this.say(error);
      else this.later();
      return;
    }
    this.outbox = this.outbox.filter((one) => !sent.includes(one));
    this.keep(sent);
    if (status === 400) {
      this.dropped = true;
      for (const one of sent) this.done.delete(one.statement);
    }
    this.say(this.dropped ? this.dataset.dropped : error);
    if (this.outbox.length > 0) this.send();
    else if (!this.now) this.more();
  }
}

function readBox(key: string): Waiting[] {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "[]");
  } catch {
    return [];
  }
}

customElements.define("plaza-opinion", PlazaOpinion);
