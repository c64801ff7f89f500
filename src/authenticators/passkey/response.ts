/** What a browser's `PublicKeyCredential.toJSON()` gave, bounded and with the members that every response has. */
export interface PasskeyResponse {
  readonly id: string;
  readonly response: Readonly<Record<string, unknown>> & { readonly clientDataJSON: string };
  readonly [member: string]: unknown;
}

const MOST_CHARACTERS = 16_384;

/** Reads a posted response; undefined when it is none. */
export function readResponse(text: string): PasskeyResponse | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  const value = parsed(text) as Partial<PasskeyResponse> | undefined;
  const { id, response } = value ?? {};
  if (typeof id !== 'string' || typeof response?.clientDataJSON !== 'string') return undefined;
  return value as PasskeyResponse;
}

/** The challenge that a response answers (WebAuthn section 5.8.1); '' when it names none. */
export function challengeIn({ response }: PasskeyResponse): string {
  const text = Buffer.from(response.clientDataJSON, 'base64url').toString('utf8');
  const { challenge } = (parsed(text) ?? {}) as { readonly challenge?: unknown };
  return typeof challenge === 'string' ? challenge : '';
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
