import type { Clock, Instant } from '../platform/clock.js';
import { HOUR, MINUTE } from '../platform/clock.js';
import { randomToken } from '../platform/secrets.js';
import type { PendingSignIn } from './identityProvider.js';
import type { Person } from './person.js';
import type { Received } from './received.js';
import type { ServiceId } from './services.js';
import type { Payment } from './tax/taxFile.js';

/** What the IRS remembers of one browser. Kept in memory only: it is private to this process and ends with it. */
export interface Session {
  readonly id: string;
  readonly startedAt: Instant;
  seenAt: Instant;
  person?: Person;
  /** Kept for signing out at the provider. */
  idToken?: string;
  received?: Received;
  /** Sign-ins under way by their `state`, one per tab. */
  readonly pending: Map<string, PendingSignIn & { readonly service: ServiceId }>;
  readonly payments: Payment[];
}

export interface Sessions {
  find(id: string): Session | undefined;
  start(): Session;
  /** Moves a session to a new id: an id known before sign-in is worth nothing after it. */
  renew(session: Session): Session;
  end(id: string): void;
}

/** Inactivity and overall limits in the spirit of SP 800-63B-4 section 2.2.3 (AAL2). */
const IDLE = 30 * MINUTE;
const OVERALL = 12 * HOUR;

/** At most `limit` sessions: beyond it, browsers that never signed in are forgotten first, then the longest unused. */
export function createSessions(clock: Clock, limit = 2000): Sessions {
  const sessions = new Map<string, Session>(); // in the order of last use

  const isOver = (session: Session) =>
    clock.now() - session.seenAt > IDLE || clock.now() - session.startedAt > OVERALL;

  const makeRoom = () => {
    if (sessions.size < limit) return;
    const all = [...sessions.values()];
    const victim = all.find((session) => !session.person) ?? all[0];
    if (victim) sessions.delete(victim.id);
  };

  const keep = (session: Session): Session => {
    sessions.delete(session.id);
    sessions.set(session.id, session);
    return session;
  };

  return {
    find(id) {
      const session = sessions.get(id);
      if (!session) return undefined;
      if (isOver(session)) {
        sessions.delete(id);
        return undefined;
      }
      session.seenAt = clock.now();
      return keep(session);
    },
    start() {
      makeRoom();
      const now = clock.now();
      const fresh = { startedAt: now, seenAt: now, pending: new Map(), payments: [] };
      return keep({ ...fresh, id: randomToken() });
    },
    renew(session) {
      sessions.delete(session.id);
      return keep({ ...session, id: randomToken(), startedAt: clock.now() });
    },
    end: (id) => void sessions.delete(id),
  };
}
