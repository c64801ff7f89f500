import type { errors, KoaContextWithOIDC, Provider } from 'oidc-provider';

type Refusal = errors.OIDCProviderError;

/** Token calls are refused with 400 and userinfo calls with 401, both in one English sentence and no code of OAuth. */
export function speakInSentences(provider: Provider): void {
  const refuse = (status: number) => (ctx: KoaContextWithOIDC, refusal: Refusal) => {
    ctx.status = status;
    ctx.type = 'application/json; charset=utf-8';
    ctx.body = { error: sentenceOf(refusal) };
  };
  provider.on('grant.error', refuse(400));
  provider.on('userinfo.error', refuse(401));
  provider.on('grant.success', ({ body }) => {
    delete (body as { scope?: string }).scope;
  });
}

const UNAUTHENTICATED =
  'Client must authenticate via PKCE or private_key_jwt, missing either code_challenge or client_assertion';

/** Login.gov's sentences by what the library says to its log, where it has one. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/no client authentication mechanism|does not match the registered/, UNAUTHENTICATED],
  [/missing required parameter.*'code'/, 'Code is invalid because it is missing'],
  [/code is expired/, 'Code is expired'],
  [
    /authorization code not found|already consumed|redeemed by another|grant (not found|is expired)/,
    'Code is invalid because it is not known, or was redeemed before',
  ],
  [/code_verifier|code_challenge/, 'code_verifier did not match code_challenge'],
  [/audience/, 'Invalid audience claim, expected the address of the token endpoint'],
  [
    /signature|no applicable key/,
    'Could not validate assertion against any registered public keys',
  ],
  [/client not found/, 'Client is not registered'],
  [/grant type|grant_type/, 'Grant type is not included in the list'],
  [/jwt expired/, 'Signature has expired'],
  [
    /issued in the future|invalid iat/,
    'iat must be an integer or floating point Unix timestamp representing a time in the past',
  ],
  [/no access token provided/, 'No Authorization header provided'],
  [/authorization header/, 'Malformed Authorization header'],
  [
    /access token not found|grant not found|token is expired/,
    'Could not find authorization for the contents of the provided access_token or it may have expired',
  ],
];

function sentenceOf({ error_description, error_detail, message }: Refusal) {
  const said = [error_description, error_detail].filter(Boolean).join(': ') || message;
  const sentence = SENTENCES.find(([words]) => words.test(said))?.[1] ?? said;
  return sentence;
}
