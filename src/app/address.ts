import { prefixOf } from './sandboxPlace.js';
import type { Config } from '../platform/config/index.js';
import type { SandboxId } from '../platform/ids.js';

/** Where the server is reached; known once it listens, since a free port is named by the system. */
export interface Address {
  /** Public address without trailing slash. */
  base(): string;
  baseOf(sandbox: SandboxId): string;
  irsUrl(): string | undefined;
  /** A configured public URL counts more than where the socket is. */
  at(listening: string, irs: string | undefined): void;
}

/** Whether headers of a proxy say how the person reached us: told so, or known from a public URL with TLS, which ends before us. */
export const isBehindProxy = ({
  trustProxy,
  publicUrl,
}: Pick<Config, 'trustProxy' | 'publicUrl'>) =>
  trustProxy === 'on' || publicUrl.startsWith('https:');

export function createAddress({ publicUrl }: Pick<Config, 'publicUrl'>): Address {
  let base = publicUrl;
  let irsUrl: string | undefined;
  return {
    base: () => base,
    baseOf: (sandbox) => base + prefixOf(sandbox),
    irsUrl: () => irsUrl,
    at(listening, irs) {
      if (publicUrl === '') base = listening;
      irsUrl = irs;
    },
  };
}
