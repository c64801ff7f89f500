import type { Level } from '../levels.js';
import { reaches } from '../levels.js';
import type { Received } from '../received.js';
import { SIGNED_IN, VERIFIED } from '../services.js';
import type { LevelWords, ReceivedModel } from './views.js';

/** Which plain words a level goes by. */
export function levelWords(level: Level | null): LevelWords {
  if (!level) return 'none';
  if (reaches(level, VERIFIED)) return 'verified';
  return reaches(level, SIGNED_IN) ? 'signed_in' : 'weak';
}

const ABSENT = '—';

export function receivedModel(received: Received): ReceivedModel {
  const time = (at: number | null) =>
    at === null ? ABSENT : `${new Date(at).toISOString().slice(0, 19)}Z`;
  return {
    accepted: received.accepted,
    asked: levelWords(received.asked),
    achieved: levelWords(received.achieved),
    acr: received.claims.find(({ name }) => name === 'acr')?.value ?? ABSENT,
    receivedAt: received.receivedAt,
    claims: received.claims,
    lifetimes: received.lifetimes.map(({ token, from, until }) => ({
      token,
      from: time(from),
      until: time(until),
    })),
    documents: received.documents.map(({ name, json }) => ({
      name,
      text: JSON.stringify(json, null, 2),
    })),
  };
}
