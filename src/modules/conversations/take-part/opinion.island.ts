// Makes a conversation instant, and keeps the answers on this device until the server says that it has them. The page works
// without it. No words inside: texts come in data attributes. No destructuring in islands: Safari 14 gets it wrong.

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
  #next: Told[] = [];
  #past: Told[] = [];
  #now: Told | undefined;
  /** Answered in this page, whether or not the server has them yet. */
  #done = new Set<number>();
  #answered = 0;
  #total = 0;
  #outbox: Waiting[] = [];
  #sending = false;
  #timer = 0;

  connectedCallback(): void {
    const form = this.querySelector("form");
    const text = this.querySelector<HTMLElement>(".opinion__text");
    if (!form || !text) return;
    this.#answered = Number(this.dataset.answered);
    this.#total = Number(this.dataset.total);
    this.#outbox = readBox(this.dataset.key ?? "");
    for (const one of this.#outbox) this.#done.add(one.statement);
    this.#next = JSON.parse(this.dataset.ahead ?? "[]");
    this.#now = {
      id: Number(this.#field("statement")),
      text: text.textContent ?? "",
      language: text.lang,
      seed: this.querySelector(".opinion .fine")?.textContent === this.dataset.seed,
    };
    form.addEventListener("submit", this.#submit);
    document.addEventListener("keydown", this.#key);
    window.addEventListener("online", this.#send);
    // What an earlier visit could not send goes first; a statement answered then is not asked again.
    if (this.#done.has(this.#now.id)) this.#show(this.#take());
    this.#send();
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.#key);
    window.removeEventListener("online", this.#send);
    clearTimeout(this.#timer);
  }

  #field(name: string): string | undefined {
    return this.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value;
  }

  #submit = (event: SubmitEvent): void => {
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement) || !this.#now) return;
    event.preventDefault();
    this.#answer(this.#now, Number(button.value));
  };

  #key = (event: KeyboardEvent): void => {
    const target = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (target instanceof HTMLElement && target.matches("input, textarea, select")) return;
    const key = event.key.toLowerCase();
    if (key === "z") this.#undo();
    else if (KEYS[key] !== undefined) this.querySelector<HTMLButtonElement>(`button[value="${KEYS[key]}"]`)?.click();
    else return;
    event.preventDefault();
  };

  #answer(statement: Told, value: number): void {
    // A new answer takes the place of one that has not left.
    this.#outbox = this.#outbox.filter((one) => one.statement !== statement.id);
    this.#outbox.push({ statement: statement.id, value });
    this.#keep();
    if (!this.#done.has(statement.id)) this.#answered += 1;
    this.#done.add(statement.id);
    this.#past.push(statement);
    this.#show(this.#take());
    this.#send();
  }

  #undo(): void {
    const before = this.#past.pop();
    if (!before) {
      this.querySelector<HTMLElement>("a.next")?.click();
      return;
    }
    if (this.#now) this.#next.unshift(this.#now);
    this.#show(before);
  }

  #take(): Told | undefined {
    let one = this.#next.shift();
    while (one && this.#done.has(one.id)) one = this.#next.shift();
    return one;
  }

  #show(statement: Told | undefined): void {
    const data = this.dataset;
    this.#now = statement;
    const text = this.querySelector<HTMLElement>(".opinion__text");
    const note = this.querySelector(".opinion .fine");
    const back = this.querySelector<HTMLAnchorElement>("a.next");
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
    if (back && this.#past.length > 0) {
      back.onclick = (event) => {
        event.preventDefault();
        this.#undo();
      };
    }
    this.#count();
    if (this.#next.length < FEW) this.#more();
  }

  #count(): void {
    const at = Math.min(this.#total, this.#answered + (this.#now && !this.#done.has(this.#now.id) ? 1 : 0));
    const words = this.querySelector("[role=status]");
    const text = (this.dataset.count ?? "").replace("%n", String(at)).replace("%t", String(this.#total));
    if (words) words.textContent = text;
    const bar = this.querySelectorAll(".meter rect")[1];
    if (bar) bar.setAttribute("width", `${(100 * this.#answered) / Math.max(1, this.#total)}%`);
  }

  /** Asks for the statements that come next. Without signal it is asked again when there is one. */
  #more(): void {
    if (this.#answered >= this.#total || navigator.onLine === false) return;
    fetch(this.dataset.next ?? "", { credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
      .then((given) => {
        const known = new Set(this.#next.map((one) => one.id).concat(this.#now ? this.#now.id : []));
        const fresh = given.statements.filter((one: Told) => !known.has(one.id) && !this.#done.has(one.id));
        this.#total = given.total;
        this.#next = this.#next.concat(fresh);
        if (!this.#now && this.#next.length > 0) this.#show(this.#take());
        // Nothing is left: the page says so, and what comes after.
        else if (!this.#now && this.#outbox.length === 0) location.reload();
      })
      .catch(() => undefined);
  }

  #keep(): void {
    try {
      const key = this.dataset.key ?? "";
      if (this.#outbox.length === 0) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(this.#outbox));
    } catch {
      // Private windows and full phones refuse to store: the answers live as long as the page.
    }
  }

  #say(text: string | undefined): void {
    const line = this.querySelector(":scope > [role=status]");
    if (line) line.textContent = text ?? "";
  }

  #later(): void {
    this.#say((this.dataset.waiting ?? "").replace("%n", String(this.#outbox.length)));
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(this.#send, AGAIN_MS);
  }

  #send = (): void => {
    if (this.#sending || this.#outbox.length === 0) return;
    const sent = this.#outbox.slice(0, MOST_AT_ONCE);
    this.#sending = true;
    fetch(this.dataset.send ?? "", {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/json", "x-csrf-token": this.#field("csrf") ?? "" },
      body: JSON.stringify({ answers: sent, territory: this.#field("territory") }),
    })
      .then((answer) =>
        answer
          .json()
          .catch(() => ({}))
          .then((said) => this.#heard(answer.status, said.error, sent)),
      )
      .catch(() => {
        this.#sending = false;
        this.#later();
      });
  };

  /** Only what the server says that it has, or that it will never take, leaves the device. */
  #heard(status: number, error: string | undefined, sent: readonly Waiting[]): void {
    this.#sending = false;
    if (status !== 200 && status !== 409) {
      if (status === 403 || status === 400) this.#say(error);
      else this.#later();
      return;
    }
    this.#outbox = this.#outbox.filter((one) => !sent.includes(one));
    this.#keep();
    this.#say(error);
    if (this.#outbox.length > 0) this.#send();
    else if (!this.#now) this.#more();
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
