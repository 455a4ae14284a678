// Records a voice note into the file field of its form: the form itself sends it, as it would any audio of the phone.

class PlazaRecorder extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    const words = button?.querySelector("span");
    const note = this.querySelector("p");
    const field = document.getElementById(this.dataset.field ?? "");
    const able = navigator.mediaDevices && typeof MediaRecorder === "function" && typeof DataTransfer === "function";
    if (!button || !words || !note || !(field instanceof HTMLInputElement) || !able) return;
    const data = this.dataset;
    let recorder: MediaRecorder | undefined;
    button.hidden = false;
    const idle = (text: string): void => {
      recorder = undefined;
      words.textContent = data.start ?? "";
      note.textContent = text;
    };
    const begin = async (): Promise<void> => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const type = ["audio/webm", "audio/mp4"].find((one) => MediaRecorder.isTypeSupported(one));
      const chunks: Blob[] = [];
      const since = Date.now();
      const made = new MediaRecorder(stream, { audioBitsPerSecond: 32000, mimeType: type });
      const clock = setInterval(() => {
        const gone = Math.round((Date.now() - since) / 1000);
        note.textContent = `${gone} / ${data.seconds} s`;
        if (gone >= Number(data.seconds)) made.stop();
      }, 500);
      made.addEventListener("dataavailable", (event) => chunks.push(event.data));
      made.addEventListener("stop", () => {
        clearInterval(clock);
        for (const track of stream.getTracks()) track.stop();
        const kind = made.mimeType.split(";")[0] ?? "audio/webm";
        const file = new File(chunks, kind === "audio/mp4" ? "voz.m4a" : "voz.webm", { type: kind });
        const transfer = new DataTransfer();
        transfer.items.add(file);
        field.files = transfer.files;
        idle((data.done ?? "").replace("%", String(Math.round((Date.now() - since) / 1000))));
      });
      made.start(1000);
      recorder = made;
      words.textContent = data.stop ?? "";
    };
    button.addEventListener("click", () => {
      if (recorder) recorder.stop();
      else begin().catch(() => idle(data.failed ?? ""));
    });
  }
}

customElements.define("plaza-recorder", PlazaRecorder);
