import { TRACE_HEADER, type OidcPages } from '../oidc/index.js';
import { allowFormTargets, formTarget } from './middleware/securityHeaders.js';
import type { ShowPage } from './render.js';
import type { BringBar } from './routes/tester/pageBar.js';
import { meetStranger, type Asked, type Strangers } from './strangers.js';

type LibraryContext = Parameters<OidcPages['error']>[0];

/** The pages that the protocol itself shows: refusals that cannot be redirected, and signing out. */
export function oidcPages(show: ShowPage, strangers: Strangers, bringBar: BringBar): OidcPages {
  return {
    async error(ctx, { error, error_description }) {
      const status = ctx.status;
      const asked = strangersRequest(ctx, error);
      await bringBar(ctx);
      if (asked && (await meetStranger(ctx, strangers, asked, show))) return;
      show(ctx, 'error', {
        status,
        code: error,
        // A fault of ours is nothing that the organisation did.
        ...(error !== 'server_error' && {
          message: { key: 'site.refused', values: { reason: error_description ?? error } },
        }),
        trace: ctx.response.get(TRACE_HEADER) || undefined,
      });
      ctx.status = status;
    },
    async signOut(ctx, form) {
      await bringBar(ctx);
      const [, action = ''] = /action="([^"]*)"/.exec(form) ?? [];
      const [, xsrf = ''] = /name="xsrf" value="([^"]*)"/.exec(form) ?? [];
      const partner = ctx.oidc.client?.clientName;
      const back = ctx.oidc.session?.state?.['postLogoutRedirectUri'];
      const target = typeof back === 'string' ? formTarget(back) : undefined;
      if (target) allowFormTargets(ctx, [target]);
      show(ctx, 'signOut', {
        action,
        xsrf,
        partner: partner === undefined ? undefined : { name: partner },
      });
    },
    async signedOut(ctx) {
      await bringBar(ctx);
      const { prefix } = (ctx.state as { place: { prefix: string } }).place;
      show(ctx, 'signedOut', { home: prefix || '/', signIn: `${prefix}/signin` });
    },
  };
}

/** The authorization request of a client that the library did not find; undefined for every other refusal. */
function strangersRequest(ctx: LibraryContext, error: string): Asked | undefined {
  const { oidc } = ctx as { readonly oidc?: LibraryContext['oidc'] };
  if (error !== 'invalid_client' || oidc?.route !== 'authorization' || oidc.client)
    return undefined;
  return oidc.params;
}
