import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { newId, type SandboxId } from '../platform/ids.js';
import { notedFault } from './faults/noted.js';
import { droppedWords, ignoredScopes } from './policyHandles.js';
import type { Profile, ProfileId } from './profiles/index.js';

/** A request to the provider and what became of it, with its secrets still in it: whoever keeps it masks them. */
export interface ObservedExchange {
  readonly id: string;
  readonly sandbox: SandboxId;
  readonly profile: ProfileId;
  /** The library's name of the endpoint: `authorization`, `token`, `userinfo`; '' where it has none. */
  readonly route: string;
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly client: string | undefined;
  readonly redirectUris: readonly string[];
  /** Words of the scope that mean nothing here. */
  readonly ignoredScopes: readonly string[];
  readonly ignoredAcrValues: readonly string[];
  readonly status: number;
  readonly location: string | undefined;
  readonly refusal: ObservedRefusal | undefined;
  /** What was asked for to go wrong here, and did. */
  readonly fault: { readonly id: string; readonly kind: string } | undefined;
}

export interface ObservedRefusal {
  readonly error: string;
  readonly description: string | undefined;
  /** What the library tells its own log: more than the client is told. */
  readonly detail: string | undefined;
}

export interface Observer {
  /** Where an exchange can be looked up. */
  readonly urlOf: (sandbox: SandboxId, id: string) => string;
  /** Takes no time of the request's. */
  readonly observed: (exchange: ObservedExchange) => void;
}

/** The header of every answer that says where the exchange can be looked up. */
export const TRACE_HEADER = 'Standin-Trace';

const REFUSALS = [
  ...(['authorization.error', 'grant.error', 'userinfo.error', 'introspection.error'] as const),
  ...(['revocation.error', 'end_session.error', 'pushed_authorization_request.error'] as const),
] as const;

/** Tells the observer of every exchange, whatever it comes to; the outermost middleware of a provider. */
export function observeExchanges(
  provider: Provider,
  { sandbox, profile }: { readonly sandbox: SandboxId; readonly profile: Profile },
  { urlOf, observed }: Observer,
): void {
  const refusals = new WeakMap<object, ObservedRefusal>();
  const remember = (ctx: KoaContextWithOIDC, error: Error) =>
    void refusals.set(ctx, refusalOf(error));
  for (const name of REFUSALS) provider.on(name as 'grant.error', remember);
  provider.use(async (ctx, next) => {
    const id = newId('trc');
    ctx.set(TRACE_HEADER, urlOf(sandbox, id));
    await next();
    const seen = ctx as unknown as KoaContextWithOIDC;
    const refusal = refusals.get(ctx) ?? refusalIn(ctx.body);
    observed({ id, sandbox, profile: profile.id, ...told(seen, profile, refusal) });
  });
}

function told(ctx: KoaContextWithOIDC, profile: Profile, refusal: ObservedRefusal | undefined) {
  const { oidc } = ctx as { readonly oidc?: KoaContextWithOIDC['oidc'] };
  // What was sent, where a profile's rules or a client's handles have changed it since.
  const sent = oidc?.route === 'authorization' && { ...oidc.params, ...ctx.query };
  const params = (sent || (oidc?.params ?? oidc?.body ?? ctx.query)) as ObservedExchange['params'];
  const fault = notedFault(ctx);
  return {
    route: oidc?.route ?? '',
    method: ctx.method,
    path: ctx.path,
    params,
    client: oidc?.client?.clientId ?? clientNamed(params, fault),
    redirectUris: oidc?.client?.redirectUris ?? [],
    ignoredScopes: ignoredScopes(ctx, profile),
    ignoredAcrValues: droppedWords(ctx, 'acr_values'),
    status: ctx.status,
    location: ctx.response.get('Location') || undefined,
    refusal,
    fault,
  };
}

/** As the request says, or as whoever took the request away from the library knew. */
const clientNamed = (
  { client_id: named }: ObservedExchange['params'],
  fault: ReturnType<typeof notedFault>,
): string | undefined => (typeof named === 'string' ? named : fault?.client);

function refusalOf(error: Error): ObservedRefusal {
  const { error_description: description, error_detail: detail } = error as {
    readonly error_description?: string;
    readonly error_detail?: string;
  };
  return { error: error.message, description, detail };
}

/** A profile's own endpoints refuse without telling the library. */
function refusalIn(body: unknown): ObservedRefusal | undefined {
  const { error, error_description: description } = (body ?? {}) as Readonly<
    Record<string, unknown>
  >;
  if (typeof error !== 'string') return undefined;
  return {
    error,
    description: typeof description === 'string' ? description : undefined,
    detail: undefined,
  };
}
