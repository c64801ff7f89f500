import { hint, well, type Finding } from './finding.js';

/** Names that browsers trust without TLS (Secure Contexts, section 3.1). */
const TRUSTED = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether browsers give a page at this address the camera: only to a secure origin. */
export function examineCamera(baseUrl: string): Finding {
  const { protocol, hostname, origin } = new URL(baseUrl);
  return protocol === 'https:' || TRUSTED.test(hostname)
    ? well('camera', `browsers give it to ${origin}`)
    : hint(
        'camera',
        `browsers give none to ${origin}, which is not a secure origin; files can be chosen all the same`,
        'start with --lan, or put TLS in front and name it in STANDIN_PUBLIC_URL',
      );
}
