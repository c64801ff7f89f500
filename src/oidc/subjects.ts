import { createHmac } from 'node:crypto';
import type { Client } from 'oidc-provider';
import type { Profile } from './profiles/index.js';

/** Member of a client's metadata, seen by the provider alone: id of its organisation, if it has one. */
export const ORGANISATION = 'standin_organisation';

/** What a client calls an account, by the account's own identifier. */
export type SubjectFor = (client: Client, sub: string) => string;

/** Names of accounts in a profile; `key` is the deployment's. */
export function subjectsIn({ subjectsByOrganisation }: Profile, key: Buffer): SubjectFor {
  if (subjectsByOrganisation) return (client, sub) => organisationSubject(key, client, sub);
  return (client, sub) =>
    client.subjectType === 'pairwise' ? pairwiseSubject(key, client, sub) : sub;
}

/** Core 8.1: one name for the account in each sector, from which nobody can tell another. */
const pairwiseSubject = (key: Buffer, client: Client, sub: string): string =>
  digestOf(key, `${sectorOf(client)}\n${sub}`).toString('base64url');

/** The library's types say less of the sector identifier than it is: a host name. */
const sectorOf = ({ sectorIdentifier, clientId }: Client): string =>
  typeof sectorIdentifier === 'string' ? sectorIdentifier : clientId;

/** One name for all clients of an organisation; a client without one stands for itself. In the shape of a UUID (RFC 9562 section 5.8). */
export function organisationSubject(
  key: Buffer,
  client: { readonly clientId: string; readonly [member: string]: unknown },
  sub: string,
): string {
  const organisation = client[ORGANISATION];
  const sector =
    typeof organisation === 'string' ? `organisation ${organisation}` : `client ${client.clientId}`;
  const bytes = digestOf(key, `${sector}\n${sub}`).subarray(0, 16);
  bytes[6] = 0x80 | (Number(bytes[6]) & 0x0f); // version 8
  bytes[8] = 0x80 | (Number(bytes[8]) & 0x3f); // variant
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const digestOf = (key: Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();
