import type { ConsentStore } from './ports.js';

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
      const answer = answers.get(key) ?? consents.find(sandbox, sub, clientId);
      answers.set(key, answer);
      return answer;
    },
  };
}
