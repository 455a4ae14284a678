// Renews the screen of a hall every few seconds. Without signal it shows what it had.
const EVERY_MS = 5000;

class PlazaRoom extends HTMLElement {
  private timer = 0;

  connectedCallback(): void {
    this.timer = window.setInterval(() => this.renew(), EVERY_MS);
  }

  disconnectedCallback(): void {
    window.clearInterval(this.timer);
  }

  private async renew(): Promise<void> {
    try {
      const response = await fetch(location.href);
      if (!response.ok) return;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = page.querySelector("plaza-room");
      if (fresh) this.replaceChildren(...fresh.childNodes);
    } catch {
      // No signal: the next turn tries again.
    }
  }
}

customElements.define("plaza-room", PlazaRoom);
