// Asks the device to sign and sends its answer with the form. Without it the form says to use the code instead.
// No destructuring in islands: Safari 14 gets it wrong and the build refuses it.

function bytes(text: string): ArrayBuffer {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  const out = new Uint8Array(plain.length);
  for (let i = 0; i < plain.length; i++) out[i] = plain.charCodeAt(i);
  return out.buffer;
}

function letters(buffer: ArrayBuffer | null): string | undefined {
  if (buffer === null) return undefined;
  let plain = "";
  for (const byte of new Uint8Array(buffer)) plain += String.fromCharCode(byte);
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

interface Listed {
  id: string;
  type: "public-key";
}

const listed = (list: Listed[] | undefined): PublicKeyCredentialDescriptor[] =>
  (list ?? []).map((one) => ({ id: bytes(one.id), type: one.type }));

async function ask(form: HTMLFormElement, kind: string, address: string): Promise<string> {
  const token = form.elements.namedItem("csrf");
  const body = new URLSearchParams({ csrf: token instanceof HTMLInputElement ? token.value : "" });
  const answer = await fetch(address, { method: "POST", body, credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  const given = await answer.json();
  const challenge = bytes(given.challenge);
  const made =
    kind === "add"
      ? await navigator.credentials.create({
          publicKey: Object.assign({}, given, {
            challenge,
            user: Object.assign({}, given.user, { id: bytes(given.user.id) }),
            excludeCredentials: listed(given.excludeCredentials),
          }),
        })
      : await navigator.credentials.get({
          publicKey: Object.assign({}, given, { challenge, allowCredentials: listed(given.allowCredentials) }),
        });
  if (!(made instanceof PublicKeyCredential)) throw new Error("no passkey");
  return JSON.stringify({
    id: made.id,
    rawId: letters(made.rawId),
    type: "public-key",
    clientExtensionResults: {},
    response: responseOf(made.response),
  });
}

function responseOf(response: AuthenticatorResponse): Record<string, unknown> {
  const clientDataJSON = letters(response.clientDataJSON);
  if (response instanceof AuthenticatorAttestationResponse) {
    const transports = response.getTransports ? response.getTransports() : [];
    return { clientDataJSON, attestationObject: letters(response.attestationObject), transports };
  }
  if (!(response instanceof AuthenticatorAssertionResponse)) throw new Error("unknown answer");
  return {
    clientDataJSON,
    authenticatorData: letters(response.authenticatorData),
    signature: letters(response.signature),
    userHandle: letters(response.userHandle),
  };
}

class PlazaPasskey extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector("form");
    const note = this.querySelector("[role=status]");
    const data = this.dataset;
    if (!form) return;
    form.addEventListener("submit", (event) => {
      const field = form.elements.namedItem("answer");
      if (!(field instanceof HTMLInputElement) || field.value !== "") return;
      event.preventDefault();
      ask(form, data.kind ?? "", data.options ?? "").then(
        (answer) => {
          field.value = answer;
          form.submit();
        },
        () => {
          if (note) note.textContent = data.failed ?? "";
        },
      );
    });
  }
}

customElements.define("plaza-passkey", PlazaPasskey);
