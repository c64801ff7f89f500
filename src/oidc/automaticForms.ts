import type { KoaContextWithOIDC } from 'oidc-provider';

/**
 * The library answers some requests with a form that posts itself: `response_mode=form_post`, and signing out where nobody is
 * signed in any more. Chromium applies `form-action` to the post and to every redirect after it, so the page's policy has to
 * name where the person ends up. The addresses were validated before the form was made.
 */
export async function allowAutomaticForms(
  ctx: KoaContextWithOIDC,
  next: () => Promise<void>,
): Promise<void> {
  await next();
  const policy = ctx.response.get('Content-Security-Policy');
  const action = typeof ctx.body === 'string' && AUTOMATIC.exec(ctx.body)?.[1];
  if (!policy || !action) return;
  const addresses = [
    action,
    ctx.oidc.params?.['redirect_uri'],
    ctx.oidc.session?.state?.['postLogoutRedirectUri'],
  ];
  const targets = new Set(addresses.flatMap(formTarget));
  const widened = policy.replace(/form-action [^;]*/, (rule) => [rule, ...targets].join(' '));
  ctx.set('Content-Security-Policy', widened);
}

const AUTOMATIC = /<title>Submitting Callback<\/title>[^]*<form method="post" action="([^"]*)"/;

/** The source expression for an address: its origin, or the bare scheme of a native app's. */
function formTarget(address: unknown): readonly string[] {
  if (typeof address !== 'string' || !URL.canParse(address)) return [];
  const { protocol, origin } = new URL(address);
  return [/^https?:$/.test(protocol) ? origin : protocol];
}
