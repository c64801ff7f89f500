import type { Context } from 'koa';
import { reaches } from '../levels.js';
import type { Person } from '../person.js';
import type { Service } from '../services.js';
import type { Session } from '../sessions.js';
import type { Site } from '../site.js';

export type SignedIn = Session & { readonly person: Person };

/** The session, when it may use the service; otherwise the visitor is on the way to a sign-in or a step-up. */
export function admit(
  { agency, visits, show }: Site,
  ctx: Context,
  { id, needs }: Service,
): SignedIn | undefined {
  const session = visits.of(ctx);
  if (!session || !isSignedIn(session)) {
    ctx.redirect(`${agency.path}/signin?service=${id}`);
    return undefined;
  }
  if (reaches(session.person.level, needs)) return session;
  show(ctx, 'stepUp', { service: id }, 403);
  return undefined;
}

const isSignedIn = (session: Session): session is SignedIn => session.person !== undefined;
