import { all, first } from './elements.js';

/**
 * Makes or uses a passkey when a form asks for it: fetches the options, asks the browser, and posts what the authenticator says
 * in the form's `credential`. A form that is `hidden` shows where the browser can do it (WebAuthn Level 3, section 5.1.8).
 */
export function offerPasskeys(): void {
  for (const form of all('form[data-passkey]', HTMLFormElement)) {
    if (!isSupported()) {
      tell(form, form.dataset['unsupported']);
      continue;
    }
    form.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void run(form);
    });
  }
}

const isSupported = (): boolean =>
  window.isSecureContext &&
  typeof PublicKeyCredential === 'function' &&
  'parseCreationOptionsFromJSON' in PublicKeyCredential;

async function run(form: HTMLFormElement): Promise<void> {
  const field = first('[name=credential]', HTMLInputElement, form);
  const button = first('button', HTMLButtonElement, form);
  if (!field || !button) return;
  tell(form, undefined);
  button.disabled = true;
  try {
    const credential = await ask(form);
    field.value = JSON.stringify(bare(credential.toJSON() as unknown as Json));
    form.submit();
  } catch {
    // The person closed the browser's window, has no such key, or the address is not one that keys work for.
    tell(form, form.dataset['failed']);
    button.disabled = false;
  }
}

async function ask(form: HTMLFormElement): Promise<PublicKeyCredential> {
  const answer = await fetch(form.dataset['options'] ?? '', {
    method: 'POST',
    body: new URLSearchParams({ csrf: first('[name=csrf]', HTMLInputElement, form)?.value ?? '' }),
  });
  const options = (await answer.json()) as never;
  const credential =
    form.dataset['passkey'] === 'create'
      ? await navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
        })
      : await navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
        });
  if (!(credential instanceof PublicKeyCredential)) throw new Error('no credential');
  return credential;
}

type Json = Readonly<Record<string, unknown>> & {
  readonly response: Readonly<Record<string, unknown>>;
};

/** What the server reads; browsers repeat the key in several forms besides. */
function bare({ id, rawId, type, response }: Json): object {
  const { clientDataJSON, attestationObject, authenticatorData, signature, userHandle } = response;
  const answer =
    attestationObject === undefined
      ? { clientDataJSON, authenticatorData, signature, userHandle }
      : { clientDataJSON, attestationObject };
  return { id, rawId, type, response: answer, clientExtensionResults: {} };
}

function tell(form: HTMLFormElement, text: string | undefined): void {
  const place = first('[data-passkey-error]', HTMLElement, form.parentElement ?? form);
  if (!place) return;
  place.textContent = text ?? '';
  place.hidden = text === undefined;
}
