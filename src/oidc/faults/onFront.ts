import { randomToken } from '../../platform/secrets.js';
import type { FaultEffect } from '../../scenarios/index.js';
import type { FrontAnswer } from './frontAnswer.js';
import type { Faulty } from './faultyRequest.js';

/** Nobody's. */
export const OTHER_ISSUER = 'https://another-issuer.example.com';

type Act = (() => Promise<void> | void) | undefined;

/** What a fault does to the answer that a browser takes to the client. */
export function actOnFront(request: Faulty, effect: FaultEffect, answer: FrontAnswer): Act {
  const code = answer.get('code');
  const hasState = answer.get('state') !== undefined;
  switch (effect.kind) {
    case 'oauth_error':
      return async () => {
        await endCode(request, code);
        answer.set('code', undefined);
        answer.set('error', effect.error);
        answer.set('error_description', effect.description);
      };
    case 'malformed':
      return async () => {
        await endCode(request, code);
        for (const name of ['code', 'error', 'error_description']) answer.set(name, undefined);
      };
    case 'replay_code':
      return code === undefined ? undefined : () => useCode(request, code);
    case 'drop_state':
      return hasState ? () => answer.set('state', undefined) : undefined;
    case 'wrong_state':
      return hasState ? () => answer.set('state', randomToken(16)) : undefined;
    case 'mix_up':
      return () => answer.set('iss', OTHER_ISSUER);
    default:
      return undefined;
  }
}

/** Nobody has it, and nobody will. */
async function endCode({ provider }: Faulty, code: string | undefined): Promise<void> {
  const issued = code === undefined ? undefined : await provider.AuthorizationCode.find(code);
  await issued?.destroy();
}

async function useCode({ provider }: Faulty, code: string): Promise<void> {
  await (await provider.AuthorizationCode.find(code))?.consume();
}
