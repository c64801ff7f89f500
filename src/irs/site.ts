import type { Context } from 'koa';
import type { Refused } from '../platform/result.js';
import type { Agency } from './agency.js';
import type { IdentityProvider } from './identityProvider.js';
import type { IrsViews } from './pages/views.js';
import type { ServiceId } from './services.js';
import type { Session } from './sessions.js';
import type { TaxFile } from './tax/taxFile.js';
import type { Trouble } from './troubles.js';
import type { Visits } from './visits.js';

/** Answers a request with a page. */
export type Show = <Name extends keyof IrsViews>(
  ctx: Context,
  name: Name,
  model: IrsViews[Name],
  status?: number,
) => void;

/** What the routes of every agency work with. */
export interface Site {
  readonly agency: Agency;
  readonly visits: Visits;
  readonly provider: IdentityProvider;
  readonly issuer: string;
  /** Public address of the agency's site, without trailing slash. */
  readonly baseUrl: () => string;
  readonly show: Show;
  readonly today: () => string;
}

export interface TaxSite extends Site {
  readonly fileOf: (session: Session) => TaxFile;
}

const STATUS: Readonly<Record<Trouble, number>> = {
  denied: 403,
  cancelled: 403,
  failed: 403,
  level_not_reached: 403,
  state_mismatch: 400,
  unavailable: 503,
  unreachable: 503,
  request_refused: 502,
  answer_refused: 502,
};

/** The page of a sign-in that came to nothing. */
export function showTrouble(
  { show }: Site,
  ctx: Context,
  { reason, details }: Refused<Trouble>,
  service: ServiceId | null,
): void {
  const detail = (name: string) => (details?.[name] === undefined ? null : String(details[name]));
  const model = {
    kind: reason,
    service,
    error: detail('error'),
    description: detail('description'),
  };
  show(ctx, 'trouble', model, STATUS[reason]);
}
