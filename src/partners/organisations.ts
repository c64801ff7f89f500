import type { Clock } from '../platform/clock.js';
import { newId } from '../platform/ids.js';
import type { SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import { canonical } from './canonical.js';
import type { Partner, PartnerFault, PartnerPolicy } from './partner.js';
import { checkPartner } from './partner.js';
import type { PartnerStore } from './ports.js';

export interface PartnerDraft {
  readonly id?: string | undefined;
  readonly name: string;
  readonly logo?: string | undefined;
  readonly contacts?: readonly string[] | undefined;
  readonly policy?: PartnerPolicy | undefined;
}

/** Members that are present change. */
export type PartnerChange = Partial<Omit<PartnerDraft, 'id'>>;

/** The verbs on organisations. */
export const createOrganisations = (store: PartnerStore, clock: Clock) => ({
  /** The same id with the same content again is no fault (`created: false`); with other content it is `taken`. */
  async registerPartner(
    sandbox: SandboxId,
    draft: PartnerDraft,
  ): Promise<Result<{ partner: Partner; created: boolean }, PartnerFault | 'taken'>> {
    const checked = checkPartner(newPartner(draft, clock.now()));
    if (!checked.ok) return checked;
    const partner = checked.value;
    const event = { type: 'partner.registered', data: { partner: partner.id } };
    if (await store.insertPartner(sandbox, partner, [event])) return ok({ partner, created: true });
    const there = await store.getPartner(sandbox, partner.id);
    return there && saysTheSame(there, partner)
      ? ok({ partner: there, created: false })
      : refused('taken');
  },

  async changePartner(
    sandbox: SandboxId,
    id: string,
    change: PartnerChange,
  ): Promise<Result<Partner, PartnerFault | 'unknown_partner'>> {
    const before = await store.getPartner(sandbox, id);
    if (!before) return refused('unknown_partner');
    const after = checkPartner({ ...before, ...definedOf(change) });
    if (!after.ok) return after;
    const event = { type: 'partner.changed', data: { partner: id, names: Object.keys(change) } };
    const saved = await store.savePartner(sandbox, after.value, [event]);
    return saved ? after : refused('unknown_partner');
  },

  /** Refused while clients belong to it. */
  async deletePartner(
    sandbox: SandboxId,
    id: string,
  ): Promise<Result<undefined, 'unknown_partner' | 'has_clients'>> {
    const event = { type: 'partner.deleted', data: { partner: id } };
    if (await store.deletePartner(sandbox, id, [event])) return ok(undefined);
    const there = await store.getPartner(sandbox, id);
    return refused(there ? 'has_clients' : 'unknown_partner');
  },
});

const newPartner = ({ id, ...draft }: PartnerDraft, now: number): Partner => ({
  contacts: [],
  policy: {},
  ...definedOf(draft),
  id: id ?? newId('par', now),
  name: draft.name,
  createdAt: now,
});

const saysTheSame = (there: Partner, wanted: Partner): boolean =>
  canonical({ ...there, createdAt: 0 }) === canonical({ ...wanted, createdAt: 0 });

/** Without the members that are undefined, so that they do not overwrite. */
const definedOf = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
