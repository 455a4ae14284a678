// Renews a screen that others write, a hall or a chat, every few seconds, from the address that it says and while it says one.
// Without signal it shows what it had.
const EVERY_MS = 5000;

class PlazaRoom extends HTMLElement {
  private timer = 0;

  connectedCallback(): void {
    if (this.dataset.from !== undefined) this.timer = window.setInterval(() => this.renew(), EVERY_MS);
  }

  disconnectedCallback(): void {
    window.clearInterval(this.timer);
  }

  private async renew(): Promise<void> {
    try {
      const response = await fetch(this.dataset.from ?? "", { headers: { "x-renew": "1" } });
      if (!response.ok) return;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = page.querySelector<HTMLElement>("plaza-room");
      if (!fresh) return;
      this.show(fresh);
      if (fresh.dataset.from === undefined) window.clearInterval(this.timer);
    } catch {
      // No signal: the next turn tries again.
    }
  }

  /** Only what changed: who listens is told of what is new, and not of all again. */
  private show(fresh: Element): void {
    const shown = Array.from(this.children);
    const next = Array.from(fresh.children);
    next.forEach((child, index) => {
      const now = shown[index];
      if (!now) this.append(child);
      else if (now.outerHTML !== child.outerHTML) now.replaceWith(child);
    });
    for (const left of shown.slice(next.length)) left.remove();
  }
}

customElements.define("plaza-room", PlazaRoom);
