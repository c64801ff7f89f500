/** Client id and secret of an Authorization header; both are form-encoded before they are joined (RFC 6749 section 2.3.1). */
export function basicIn(
  header: string,
): { readonly id: string; readonly secret: string } | undefined {
  const [, encoded = ''] = /^basic ([A-Za-z0-9+/=]+)$/i.exec(header) ?? [];
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(pair) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  try {
    return { id: decoded(id), secret: decoded(secret) };
  } catch {
    return undefined;
  }
}

const decoded = (text: string): string => decodeURIComponent(text.replace(/\+/g, '%20'));
