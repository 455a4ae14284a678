// Improves HTML that is already complete. Four custom elements, no words inside: texts come in data attributes.

/** A long text: says how many letters are left and keeps a draft on this device until it is sent. */
class PlazaText extends HTMLElement {
  connectedCallback(): void {
    const area = this.querySelector("textarea");
    const note = this.querySelector("p");
    if (!area) return;
    // No destructuring in islands: Safari 14 gets it wrong and the build refuses it.
    const words = this.dataset;
    const key = words.draft && `borrador:${words.draft}`;
    const forget = this.querySelector("button");
    let kept = false;
    const tell = (): void => {
      if (!note) return;
      const rest = area.maxLength - area.value.length;
      const count = area.maxLength < 0 ? "" : rest > 0 ? words.left?.replace("%", String(rest)) : words.full;
      if (forget) forget.hidden = !kept;
      note.textContent = kept ? `${count} ${words.saved}` : (count ?? "");
    };
    if (key && area.value === "") {
      area.value = read(key);
      kept = area.value !== "";
    }
    area.addEventListener("input", () => {
      if (key) kept = write(key, area.value) && area.value !== "";
      tell();
    });
    // Lent phones: what stayed here can be erased by whoever finds it.
    forget?.addEventListener("click", () => {
      if (key) write(key, "");
      area.value = "";
      kept = false;
      tell();
    });
    // Sending may fail on a bad signal: the draft goes when the receipt is there.
    area.form?.addEventListener("submit", () => key && markSent(key));
    tell();
  }
}

const SENT = "enviado";
/** Which draft is on its way. */
function markSent(key: string): void {
  try {
    sessionStorage.setItem(SENT, key);
  } catch {
    write(key, "");
  }
}

/** The page of the receipt: what was sent has arrived, and its draft is not needed. */
class PlazaSent extends HTMLElement {
  connectedCallback(): void {
    try {
      const key = sessionStorage.getItem(SENT);
      if (key) write(key, "");
      sessionStorage.removeItem(SENT);
    } catch {
      // No storage, no draft.
    }
  }
}

// Private windows and full phones refuse to store: then there is simply no draft.
function read(key: string): string {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

function write(key: string, value: string): boolean {
  try {
    if (value === "") localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

/** "Elegiste 3 de 5", kept true while choosing; the sixth choice is not taken and it says why. */
class PlazaBallot extends HTMLElement {
  connectedCallback(): void {
    const data = this.dataset;
    const words = this.querySelector("strong");
    const dots = [...this.querySelectorAll("circle")];
    // Choices that are not on this page travel as hidden fields with the same name: they count too.
    const boxes = [
      ...(document.getElementById(data.form ?? "")?.querySelectorAll<HTMLInputElement>(`input[name="${data.name}"]`) ??
        []),
    ];
    const count = (): number => boxes.filter((box) => box.checked || box.type === "hidden").length;
    const tell = (refused: boolean): void => {
      const chosen = count();
      if (words) words.textContent = (refused ? data.full : data.text?.replace("%", String(chosen))) ?? "";
      dots.forEach((dot, index) => {
        dot.setAttribute("class", `${index < chosen ? "f-primary" : "f-surface"} k-primary`);
      });
    };
    for (const box of boxes) {
      box.addEventListener("change", () => {
        const refused = box.checked && count() > Number(data.max);
        if (refused) box.checked = false;
        tell(refused);
      });
    }
    tell(false);
  }
}

/** A work list by keyboard: arrows move, space chooses, Enter opens, and a letter presses the button that shows it. */
class PlazaDesk extends HTMLElement {
  connectedCallback(): void {
    document.addEventListener("keydown", this.key);
    this.addEventListener("change", (event) => {
      const box = event.target;
      if (box instanceof HTMLInputElement) box.closest("li")?.classList.toggle("work__row--on", box.checked);
    });
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.key);
  }

  private key = (event: KeyboardEvent): void => {
    const target = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return;
    if (target.matches("textarea, select, input:not([type=checkbox]):not([type=radio])")) return;
    // Between radios the arrows choose: they are the browser's.
    if (target.matches("input[type=radio]") && (event.key === " " || event.key.startsWith("Arrow"))) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "/") document.querySelector<HTMLInputElement>("input[type=search]")?.focus();
    else if (event.key === " " && target.matches("a, body, [data-row]"))
      this.current()?.querySelector<HTMLInputElement>("input")?.click();
    else if (!press(event.key)) return;
    event.preventDefault();
  };

  private rows(): HTMLElement[] {
    return [...this.querySelectorAll("li")];
  }

  private current(): HTMLElement | undefined {
    return this.rows().find((row) => row.classList.contains("work__row--cursor"));
  }

  private move(step: number): void {
    const rows = this.rows();
    const from = rows.findIndex((row) => row.classList.contains("work__row--cursor"));
    const to = rows[Math.min(rows.length - 1, Math.max(0, from + step))];
    for (const row of rows) row.classList.toggle("work__row--cursor", row === to);
    // The link where there is one: Enter opens it, and space chooses the row all the same.
    (to?.querySelector<HTMLElement>("a") ?? to?.querySelector("input"))?.focus();
  }
}

/** Any button of the page that shows the key is pressed: also the answers to an opinion (A, D, P). */
function press(key: string): boolean {
  const button = [...document.querySelectorAll<HTMLElement>("[data-key]")].find(
    (one) => one.dataset.key?.toLowerCase() === key.toLowerCase(),
  );
  button?.click();
  return button !== undefined;
}

/** The button that prints exists only where it works. */
class PlazaPrint extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    button?.removeAttribute("hidden");
    button?.addEventListener("click", () => window.print());
  }
}

/** Where the device is, in a field: rounded here already, so that the exact place never leaves the phone. */
class PlazaLocate extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    const note = this.querySelector("p");
    const field = document.getElementById(this.dataset.field ?? "");
    if (!button || !note || !(field instanceof HTMLInputElement) || !navigator.geolocation) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      note.textContent = this.dataset.finding ?? "";
      navigator.geolocation.getCurrentPosition(
        (found) => {
          field.value = `${found.coords.latitude.toFixed(3)}, ${found.coords.longitude.toFixed(3)}`;
          note.textContent = "";
        },
        () => {
          note.textContent = this.dataset.failed ?? "";
        },
        { timeout: 15000 },
      );
    });
  }
}

customElements.define("plaza-sent", PlazaSent);
customElements.define("plaza-locate", PlazaLocate);
customElements.define("plaza-print", PlazaPrint);
customElements.define("plaza-text", PlazaText);
customElements.define("plaza-ballot", PlazaBallot);
customElements.define("plaza-desk", PlazaDesk);
