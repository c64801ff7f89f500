import type { Provider } from 'oidc-provider';

type SessionModel = Provider['Session'];
type Session = InstanceType<SessionModel>;

/** Seconds by which a session may end earlier than its last use would let it. */
const SLACK = 60;

/** As it was read: when it ends, and all that it says. */
const READ = Symbol('as read');

interface AsRead {
  readonly exp: number;
  readonly said: string;
}

/** When it was made and ends is in it, too, as it was read: that is the library's to change, and it does so in saving. */
const saidBy = (session: Session): string => JSON.stringify(session);

/**
 * The library writes the session at each authorization request, to move its end. Here one that says nothing new is written again
 * only when its end would move by a minute, so that signing in again costs one write, and two tabs seldom meet in a row.
 */
export function saveSessionsThatChanged({ Session }: Provider): void {
  const { instantiate } = Session as unknown as { instantiate(payload?: object): Session };
  const { save } = Session.prototype as { save: Session['save'] };
  Object.defineProperty(Session, 'instantiate', {
    value(this: SessionModel, payload?: { readonly exp?: number }): Session {
      const session = instantiate.call(this, payload);
      if (payload?.exp === undefined) return session;
      const read: AsRead = { exp: payload.exp, said: saidBy(session) };
      return Object.defineProperty(session, READ, { value: read, configurable: true });
    },
  });
  Object.defineProperty(Session.prototype, 'save', {
    async value(this: Session & { readonly [READ]?: AsRead }, ttl: number) {
      const read = this[READ];
      const end = Math.floor(Date.now() / 1000) + ttl;
      if (read && Math.abs(end - read.exp) < SLACK && saidBy(this) === read.said) return this.jti;
      Object.defineProperty(this, READ, { value: undefined });
      return save.call(this, ttl);
    },
  });
}
