import type { ServerFacts } from '../announce.js';
import type { OnLan } from './settleLan.js';

/** How others in the network come in: the address, as a picture for phones, and what to know of its certificate. */
export async function announceLan(
  { innerPort, certificateFile }: OnLan,
  { baseUrl, controlToken }: ServerFacts,
): Promise<void> {
  const entry =
    controlToken?.origin === 'made' ? `${baseUrl}/console?token=${controlToken.token}` : baseUrl;
  const { toString } = await import('qrcode');
  const trust =
    certificateFile === undefined ? '' : ` (or trust it: NODE_EXTRA_CA_CERTS=${certificateFile})`;
  process.stdout.write(
    [
      `on this network: ${baseUrl} (browsers ask once whether its own certificate will do)`,
      await toString(entry, { type: 'terminal', small: true }),
      `programs on this machine reach it without TLS at http://localhost:${innerPort}${trust}`,
      '',
    ].join('\n'),
  );
}
