import type { SandboxId } from '../../../platform/ids.js';
import type { TesterBar } from '../../pages/testerBar.js';
import type { TesterTools } from './testerTools.js';

export interface Received {
  readonly codes: TesterBar['codes'];
  readonly link?: string | undefined;
}

/** So many of the newest messages are looked at. */
const NEWEST = 3;

/** The newest code of each kind that reached these addresses, and the newest mail's link. */
export async function receivedAt(
  { messages }: Pick<TesterTools, 'messages'>,
  sandbox: SandboxId,
  addresses: readonly (string | undefined)[],
): Promise<Received> {
  const named = addresses.filter((to) => to !== undefined && to !== '');
  const lists = await Promise.all(
    named.map((to) => messages.list(sandbox, { to, newest: true, limit: NEWEST })),
  );
  const newest = lists.flat();
  const codes = (['email', 'sms'] as const).flatMap((kind) => {
    const code = newest.find((one) => one.kind === kind && one.codes.length > 0)?.codes[0];
    return code === undefined ? [] : [{ kind, code }];
  });
  const mail = newest.find(({ kind, links }) => kind === 'email' && links.length > 0);
  return { codes, link: mail?.links[0] };
}
