import type { Ask } from '../ask.js';
import { segment } from '../request.js';
import type {
  Client,
  ClientChange,
  ClientRequest,
  Partner,
  PartnerChange,
  PartnerRequest,
  SecretRequest,
  Shape,
  ShapeRequest,
} from '../types.js';
import {
  changed,
  kept,
  listed,
  made,
  type Changed,
  type Kept,
  type Listed,
  type Made,
} from './resource.js';

/** Organisations that ask who somebody is. */
export interface Partners
  extends
    Listed<Partner>,
    Kept<Partner>,
    Made<Partner, PartnerRequest>,
    Changed<Partner, PartnerChange> {}

const PARTNERS = '/partners';

export const createPartners = (ask: Ask): Partners => ({
  ...listed(ask, PARTNERS),
  ...kept(ask, PARTNERS),
  ...made(ask, PARTNERS),
  ...changed(ask, PARTNERS),
});

/** A client, or its `client_id`. */
export type ClientRef = string | { readonly clientId: string };

/** Applications that send people here (RFC 7591 metadata). */
export interface Clients extends Listed<Client>, Made<Client, ClientRequest> {
  get(client: ClientRef): Promise<Client>;
  update(client: ClientRef, change: ClientChange): Promise<Client>;
  remove(client: ClientRef): Promise<void>;
  /** Makes a new secret; the one before stays valid for `grace`. */
  renewSecret(client: ClientRef, wishes?: SecretRequest): Promise<Client>;
  /** Lets it get what a token of the real sandbox looks like; no value of the token is kept. */
  shape(client: ClientRef, request: ShapeRequest): Promise<Shape>;
}

const CLIENTS = '/clients';

const clientPath = (client: ClientRef): string =>
  `${CLIENTS}/${segment(typeof client === 'string' ? client : client.clientId)}`;

export const createClients = (ask: Ask): Clients => ({
  ...listed(ask, CLIENTS),
  ...made(ask, CLIENTS),
  get: (client) => ask({ method: 'GET', path: clientPath(client) }),
  update: (client, change) => ask({ method: 'PATCH', path: clientPath(client), body: change }),
  remove: (client) => ask({ method: 'DELETE', path: clientPath(client) }),
  renewSecret: (client, body = {}) =>
    ask({ method: 'POST', path: `${clientPath(client)}/secret`, body }),
  shape: (client, body) => ask({ method: 'POST', path: `${clientPath(client)}/shape`, body }),
});
