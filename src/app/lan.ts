import type { Certificate } from './listen.js';

/** TLS for everybody in the network, and a port of loopback alone without it. */
export interface Lan {
  readonly certificate: Certificate;
  readonly innerPort: number;
}
