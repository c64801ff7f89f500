import { stranger } from './strangers.js';
import type { Faulty } from './faultyRequest.js';

type Published = Readonly<Record<string, unknown>> & { readonly kid: string };

/** The key set of some time ago: other keys stand where those are that sign now. */
export function staleKeys({ ctx, keys }: Faulty): () => Promise<void> {
  const signing = new Set(
    ['ES256', 'RS256'].map((alg) => keys.find((key) => key.alg === alg)?.kid),
  );
  return async () => {
    const { keys: published } = ctx.body as { readonly keys: readonly Published[] };
    const old = await Promise.all(
      published.map(async (key) => {
        if (!signing.has(key.kid)) return key;
        const { x5c: _chain, x5t: _thumbprint, ...members } = key;
        return { ...members, ...(await stranger(String(key['alg']))).publicJwk };
      }),
    );
    ctx.body = { keys: old };
  };
}
