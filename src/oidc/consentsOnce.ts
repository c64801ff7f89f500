import type { ConsentStore } from './ports.js';
import { takeConsent } from './readAhead.js';

const asked = new WeakMap<object, Map<string, ReturnType<ConsentStore['find']>>>();

/** The same consents, each read once for a request (`ctx`): the grant and the dispatcher ask for the same one. */
export function consentsOnce(
  consents: Pick<ConsentStore, 'find'>,
  ctx: object,
): Pick<ConsentStore, 'find'> {
  const answers = asked.get(ctx) ?? new Map<string, ReturnType<ConsentStore['find']>>();
  asked.set(ctx, answers);
  return {
    find(sandbox, sub, clientId) {
      const key = `${sandbox} ${sub} ${clientId}`;
      const known = answers.get(key);
      if (known) return known;
      const ahead = takeConsent(sub, clientId);
      const answer = ahead ? Promise.resolve(ahead) : consents.find(sandbox, sub, clientId);
      answers.set(key, answer);
      return answer;
    },
  };
}
