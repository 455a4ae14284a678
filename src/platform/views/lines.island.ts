// Typing in a hall with bad signal: a line is kept on this device until the program says that it has it. Sent twice it
// counts once. No words inside: texts come in data attributes.

interface Kept {
  key: string;
  line: string;
  /** What is wrong with it, as the program said. */
  problem?: string;
}

const RETRY_MS = 8000;
const BATCH = 50;

class PlazaLines extends HTMLElement {
  private kept: Kept[] = [];
  private total = 0;
  private sending = false;
  private offline = false;
  private timer = 0;
  /** When something last arrived, as this device tells the hour. */
  private last = "";
  private storage = "";

  connectedCallback(): void {
    const form = this.querySelector("form");
    if (!form) return;
    this.storage = this.dataset.keep ?? "";
    this.kept = this.read();
    this.total = Number(this.dataset.total);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.take();
    });
    this.input().addEventListener("keydown", (event) => {
      if (event.key === "ArrowUp" && this.input().value === "") this.takeBack(event);
    });
    window.addEventListener("online", () => this.send());
    this.draw();
    if (this.kept.some((one) => one.problem === undefined)) this.send();
    this.input().focus();
  }

  private input(): HTMLInputElement {
    return this.querySelector("input[name=line]") as HTMLInputElement;
  }

  private take(): void {
    const input = this.input();
    const line = input.value.trim();
    if (line === "") return;
    const bits = crypto.getRandomValues(new Uint8Array(12));
    const key = Array.from(bits, (byte) => byte.toString(36).padStart(2, "0")).join("");
    this.kept.push({ key, line });
    this.write();
    input.value = "";
    this.draw();
    this.send();
  }

  /** The last line comes back to be corrected: from this device if it is still only here, else on its page. */
  private takeBack(event: KeyboardEvent): void {
    if (this.sending) return;
    const last = this.kept.pop();
    event.preventDefault();
    if (last !== undefined) {
      this.input().value = last.line;
      this.write();
      this.draw();
      return;
    }
    this.querySelector<HTMLAnchorElement>("ol a")?.click();
  }

  private async send(): Promise<void> {
    const waiting = this.kept.filter((one) => one.problem === undefined).slice(0, BATCH);
    if (this.sending || waiting.length === 0) return;
    this.sending = true;
    window.clearTimeout(this.timer);
    const body = new URLSearchParams();
    body.append("csrf", (this.querySelector("input[name=csrf]") as HTMLInputElement).value);
    for (const one of waiting) {
      body.append("key", one.key);
      body.append("line", one.line);
    }
    this.draw();
    let refused = false;
    try {
      const response = await fetch(this.dataset.batch ?? "", { method: "POST", body, credentials: "same-origin" });
      const answered = response.ok && (response.headers.get("content-type") ?? "").startsWith("application/json");
      refused = !answered;
      if (answered) this.settle(await response.json());
      this.offline = false;
    } catch {
      this.offline = true;
    }
    this.sending = false;
    this.draw(refused);
    if (this.kept.some((one) => one.problem === undefined)) {
      // What arrived meanwhile goes at once; what could not be sent is tried again.
      if (this.offline || refused) this.timer = window.setTimeout(() => this.send(), RETRY_MS);
      else this.send();
    }
  }

  private settle(answer: { lines: { key: string; id?: number; problem?: string }[]; total: number }): void {
    for (const told of answer.lines) {
      const kept = this.kept.find((one) => one.key === told.key);
      if (kept === undefined) continue;
      if (told.problem === undefined) {
        this.kept.splice(this.kept.indexOf(kept), 1);
        this.arrive(kept.line, told.id ?? 0);
      } else kept.problem = told.problem;
    }
    this.total = answer.total;
    this.last = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });
    this.write();
  }

  /** A row like those that the page came with. */
  private row(line: string): HTMLLIElement {
    const row = document.createElement("li");
    row.className = "item item--side";
    const words = document.createElement("p");
    words.className = "label";
    words.textContent = line;
    const left = document.createElement("div");
    left.className = "stack stack--xs";
    left.append(words);
    const right = document.createElement("div");
    right.className = "item__aside small";
    row.append(left, right);
    return row;
  }

  private arrive(line: string, id: number): void {
    const row = this.row(line);
    const link = document.createElement("a");
    link.href = (this.dataset.correct ?? "").replace(/0$/, String(id));
    link.textContent = this.dataset.fix ?? "";
    row.lastElementChild?.append(link);
    this.querySelector("ol")?.prepend(row);
  }

  /** Says what has arrived, what is only here, and why. */
  private draw(refused = false): void {
    const data = this.dataset;
    const status = this.querySelector("[role=status] p");
    const waiting = this.kept.filter((one) => one.problem === undefined).length;
    const parts = [(data.arrived ?? "").replace("%", String(this.total))];
    if (this.last !== "") parts.push((data.since ?? "").replace("%", this.last));
    if (waiting > 0) parts.push((data.here ?? "").replace("%", String(waiting)));
    if (this.offline && waiting > 0) parts.push(data.offline ?? "");
    if (refused && waiting > 0) parts.push(data.refused ?? "");
    if (status) status.textContent = parts.join(" ");
    status?.parentElement?.classList.toggle("notice--success", this.kept.length === 0);
    status?.parentElement?.classList.toggle("notice--warn", this.kept.length > 0);
    for (const old of [...this.querySelectorAll("[data-here]")]) old.remove();
    for (const one of this.kept) {
      const row = this.row(one.line);
      row.dataset.here = "";
      const note = document.createElement("span");
      note.className = one.problem === undefined ? "tag tag--warn" : "error";
      note.textContent = one.problem ?? data.waiting ?? "";
      row.lastElementChild?.append(note);
      if (one.problem !== undefined) row.lastElementChild?.append(this.again(one));
      this.querySelector("ol")?.prepend(row);
    }
  }

  /** A line that was refused goes back to the box, where it can be put right. */
  private again(one: Kept): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet button--dense";
    button.textContent = this.dataset.fix ?? "";
    button.addEventListener("click", () => {
      this.kept.splice(this.kept.indexOf(one), 1);
      this.write();
      this.input().value = one.line;
      this.input().focus();
      this.draw();
    });
    return button;
  }

  private read(): Kept[] {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.storage) ?? "[]");
      return Array.isArray(kept)
        ? kept.filter((one) => typeof one?.key === "string" && typeof one.line === "string")
        : [];
    } catch {
      return [];
    }
  }

  private write(): void {
    try {
      if (this.kept.length === 0) localStorage.removeItem(this.storage);
      else localStorage.setItem(this.storage, JSON.stringify(this.kept));
    } catch {
      // A private window keeps nothing: the lines live as long as the page.
    }
  }
}

customElements.define("plaza-lines", PlazaLines);
