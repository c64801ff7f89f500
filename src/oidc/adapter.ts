import { errors } from 'oidc-provider';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Clock } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import { asPresented } from './firstContact.js';
import { spellOutHandles } from './policyHandles.js';
import { requestsInHand } from './inHand.js';
import { fromCode, tokenCall } from './codeHolder.js';
import type { Profile } from './profiles/index.js';
import type { ClientStore, ModelKey, ModelStore } from './ports.js';
import { foresee, forgetAhead, readAhead, takeModel } from './readAhead.js';
import { noteTag, withTag } from './tag.js';

/** Models that every profile of a sandbox shares; a code or token of one profile is not even found in another. */
const SHARED = new Set(['Session', 'Grant']);

/** Models that are read together with what the same request asks for next. */
const STANDING = new Set(['Session', 'AuthorizationCode', 'AccessToken', 'RefreshToken']);

export interface AdapterOptions {
  readonly sandbox: SandboxId;
  readonly profile: Profile;
  readonly models: ModelStore;
  readonly clients: ClientStore;
  readonly clock: Clock;
}

/** What oidc-provider keeps its artifacts in: one adapter per model, bound to a sandbox and a profile. */
export function createAdapterFactory(options: AdapterOptions): (model: string) => Adapter {
  return (model) => {
    if (model === 'Client')
      return clientAdapter(options, modelAdapter(options, 'AuthorizationCode'));
    const adapter = modelAdapter(options, model);
    return model === 'Interaction' ? requestsInHand(adapter) : adapter;
  };
}

/** A sandbox that was reset or deleted meanwhile is no fault of the server: the client is told to begin again. */
function asProtocolError(error: unknown): never {
  const { expose } = error as { readonly expose?: unknown };
  if (expose !== true) throw error;
  const refusal = new errors.TemporarilyUnavailable('the sandbox was reset or deleted meanwhile');
  throw Object.assign(refusal, { cause: error });
}

/** Saves an artifact for a page or a call that is no request of the protocol: a refusal stays what it was. */
export async function saveOutsideProtocol<T>(saving: Promise<T>): Promise<T> {
  try {
    return await saving;
  } catch (error) {
    throw error instanceof errors.TemporarilyUnavailable ? (error.cause ?? error) : error;
  }
}

function modelAdapter({ sandbox, profile, models, clock }: AdapterOptions, model: string): Adapter {
  const name = { profile: SHARED.has(model) ? '' : profile.id, model };
  const key = (id: string): ModelKey => ({ ...name, id });
  return {
    upsert: (id, payload, expiresIn) => {
      forgetAhead();
      const expiresAt = expiresIn ? clock.now() + expiresIn * 1000 : undefined;
      return models
        .upsert(sandbox, key(id), withTag(model, payload), expiresAt)
        .catch(asProtocolError);
    },
    find: async (id) => {
      const payload = takeModel(model, id) ?? (await read(id));
      if (payload) noteTag(model, payload);
      return payload;
    },
    findByUid: async (uid) =>
      takeModel('Session uid', uid) ?? models.findByUid(sandbox, name, uid, clock.now()),
    findByUserCode: (code) => models.findByUserCode(sandbox, name, code, clock.now()),
    destroy: (id) => {
      forgetAhead();
      return models.destroy(sandbox, key(id));
    },
    revokeByGrantId: (grantId) => {
      forgetAhead();
      return models.revokeByGrantId(sandbox, grantId);
    },
    consume: async (id) => {
      if (await models.consume(sandbox, key(id), clock.now())) return;
      await refuseReplay(id);
    },
  };

  async function read(id: string): Promise<AdapterPayload | undefined> {
    if (!STANDING.has(model)) return models.find(sandbox, key(id), clock.now());
    const foreseen = model === 'Session' ? foresee(id) : undefined;
    const found = await models.findStanding(sandbox, key(id), clock.now(), foreseen);
    if (found) readAhead(found, foreseen);
    return found?.payload;
  }

  /** RFC 6749 section 4.1.2 and RFC 9700 section 4.14.2: what is redeemed twice ends everything issued from it. */
  async function refuseReplay(id: string): Promise<never> {
    const stored = await models.find(sandbox, key(id), clock.now());
    const grantId = stored?.['grantId'];
    if (typeof grantId === 'string') {
      await models.revokeByGrantId(sandbox, grantId);
      // What the request that was first is just being given is worth nothing without its grant.
      await models.destroy(sandbox, { profile: '', model: 'Grant', id: grantId });
    }
    throw new errors.InvalidGrant('redeemed by another request');
  }
}

/** Clients are read once for each provider: a change of any client makes a new provider (the sandbox's revision). */
function clientAdapter({ sandbox, profile, clients }: AdapterOptions, codes: Adapter): Adapter {
  const known = new Map<string, Promise<AdapterPayload | undefined>>();
  const read = async (id: string): Promise<AdapterPayload | undefined> => {
    const client = await clients.find(sandbox, id);
    return client?.metadata;
  };
  const kept = (id: string): Promise<AdapterPayload | undefined> => {
    const cached = known.get(id);
    if (cached) return cached;
    const reading = read(id);
    if (known.size < MAX_KNOWN_CLIENTS) {
      known.set(id, reading);
      reading.then(
        (found) => found ?? known.delete(id),
        () => known.delete(id),
      );
    }
    return reading;
  };
  const unused = () => Promise.reject(new Error('clients are registered over the control API'));
  return {
    find: async (id) => {
      const found = await kept(profile.codeKnowsClient ? await fromCode(codes, id) : id);
      if (!found) return undefined;
      spellOutHandles(found, profile);
      return asPresented(profile.clientAs?.(found, tokenCall()) ?? found);
    },
    upsert: unused,
    findByUid: unused,
    findByUserCode: unused,
    destroy: unused,
    revokeByGrantId: unused,
    consume: unused,
  };
}

const MAX_KNOWN_CLIENTS = 500;
