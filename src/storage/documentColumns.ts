import { normalizeEmail } from '../platform/emailAddress.js';
import type { BlindIndexKind, Place, Vault } from '../vault/index.js';
import { secretPlace } from './authenticatorRows.js';
import type { SqlValue } from './database.js';
import { payloadId } from './oidcRows.js';

/** A row as a document has it: sealed columns opened, JSON parsed. */
export type DocumentRow = Readonly<Record<string, unknown>>;

/** A sealed column: where its content is bound to, and whose key it is under; nobody's is the deployment's. */
export interface SealedIn {
  readonly column: string;
  readonly holds: 'json' | 'text' | 'bytes';
  readonly place: (row: DocumentRow) => Place;
  /** The column that names the account whose key it is, or the attempt of that account. */
  readonly owner?: 'account' | 'attempt';
  readonly ownerIn?: string;
}

/** What a document says otherwise than the database does; every other column stands in it as it is. */
export interface DocumentColumns {
  readonly json?: readonly string[];
  readonly sealed?: readonly SealedIn[];
  /** Columns that follow from the rest under the key of the deployment: left out, and worked out again. */
  readonly derived?: Readonly<Record<string, (row: DocumentRow, vault: Vault) => SqlValue>>;
  /** Rows that are worth something under the key only that made them, since they hold digests of what nobody knows any more. */
  readonly keyBound?: (row: DocumentRow) => boolean;
}

const text = (row: DocumentRow, column: string): string => String(row[column]);

const at =
  (table: string, column: string, ...id: string[]) =>
  (row: DocumentRow): Place => ({ table, column, id: id.map((part) => text(row, part)).join('/') });

const inJson = (row: DocumentRow, path: readonly string[]): string | undefined => {
  const found = path.reduce<unknown>(
    (value, name) => (value as DocumentRow | null | undefined)?.[name],
    row,
  );
  return typeof found === 'string' ? found : undefined;
};

/** The blind index of a value inside an opened column. */
const index =
  (kind: BlindIndexKind, ...path: string[]) =>
  (row: DocumentRow, vault: Vault): SqlValue => {
    const value = inJson(row, path);
    if (value === undefined) return null;
    return vault.blindIndex(kind, kind === 'email' ? normalizeEmail(value) : value);
  };

const always = () => true;

const authenticatorPlace = (row: DocumentRow): Place =>
  secretPlace(text(row, 'account_id'), text(row, 'id'));

/** Tables in which a document differs from the database. */
export const DOCUMENT_COLUMNS: Readonly<Record<string, DocumentColumns>> = {
  accounts: {
    json: ['group_names', 'restrictions'],
    sealed: [
      { column: 'sealed', holds: 'json', place: at('accounts', 'sealed', 'id'), ownerIn: 'id' },
    ],
    derived: {
      email_index: index('email', 'sealed', 'email'),
      phone_index: index('phone', 'sealed', 'attributes', 'phone'),
      ssn_index: index('ssn', 'sealed', 'attributes', 'ssn'),
    },
  },
  authenticators: {
    sealed: [{ column: 'secret', holds: 'text', place: authenticatorPlace, ownerIn: 'account_id' }],
    keyBound: ({ kind }) => kind === 'recovery_codes' || kind === 'passkey',
  },
  totp_enrolments: {
    sealed: [{ column: 'secret', holds: 'text', place: authenticatorPlace, ownerIn: 'account_id' }],
  },
  recovery_codes: { keyBound: always },
  address_confirmations: { keyBound: always },
  passkey_challenges: { keyBound: always },
  password_resets: { keyBound: always },
  phone_codes: {
    sealed: [
      {
        ...{ column: 'phone', holds: 'text', ownerIn: 'account_id' },
        place: at('phone_codes', 'phone', 'account_id', 'purpose'),
      },
    ],
    keyBound: always,
  },
  throttles: { keyBound: ({ subject }) => String(subject).startsWith('email:') },
  attempts: {
    json: ['phase', 'policy'],
    sealed: [
      {
        ...{ column: 'sealed', holds: 'json', ownerIn: 'account_id' },
        place: at('attempts', 'sealed', 'id'),
      },
    ],
  },
  attempt_submissions: {
    json: ['reasons'],
    sealed: [
      {
        ...{ column: 'sealed', holds: 'json', owner: 'attempt', ownerIn: 'attempt_id' },
        place: at('attempt_submissions', 'sealed', 'attempt_id', 'number'),
      },
    ],
  },
  attempt_pictures: {
    sealed: [
      {
        ...{ column: 'content', holds: 'bytes', owner: 'attempt', ownerIn: 'attempt_id' },
        place: at('attempt_pictures', 'content', 'attempt_id', 'kind'),
      },
    ],
  },
  verifications: {
    sealed: [
      {
        ...{ column: 'sealed', holds: 'json', ownerIn: 'account_id' },
        place: at('verifications', 'sealed', 'attempt_id'),
      },
    ],
    derived: { ssn_index: index('ssn', 'sealed', 'attributes', 'ssn') },
  },
  records: {
    sealed: [{ column: 'sealed', holds: 'json', place: at('records', 'sealed', 'id') }],
    derived: {
      ssn_index: index('ssn', 'sealed', 'attributes', 'ssn'),
      phone_index: index('phone', 'sealed', 'attributes', 'phone'),
    },
  },
  clients: {
    json: ['metadata', 'certs', 'profile_options'],
    sealed: [{ column: 'secrets', holds: 'json', place: at('clients', 'secrets', 'client_id') }],
  },
  deliveries: {
    sealed: [{ column: 'body', holds: 'text', place: at('deliveries', 'body', 'id') }],
  },
  delivery_attempts: {
    sealed: [
      {
        ...{ column: 'sealed', holds: 'json' },
        place: at('delivery_attempts', 'sealed', 'delivery_id', 'number'),
      },
    ],
  },
  webhooks: {
    json: ['events'],
    sealed: [{ column: 'sealed', holds: 'json', place: at('webhooks', 'sealed', 'id') }],
  },
  exchanges: {
    sealed: [{ column: 'sealed', holds: 'json', place: at('exchanges', 'sealed', 'id') }],
  },
  partners: { json: ['contacts', 'policy'] },
  consents: { json: ['claims', 'rejected'] },
  events: { json: ['data'] },
  outcomes: {
    sealed: [{ column: 'sealed', holds: 'json', place: at('outcomes', 'sealed', 'id') }],
  },
  faults: {
    sealed: [{ column: 'sealed', holds: 'json', place: at('faults', 'sealed', 'id') }],
  },
  messages: {
    sealed: [{ column: 'sealed', holds: 'json', place: at('messages', 'sealed', 'id') }],
    derived: { to_index: index('email', 'sealed', 'to') },
  },
  tasks: { sealed: [{ column: 'payload', holds: 'json', place: at('tasks', 'payload', 'id') }] },
  oidc_models: {
    sealed: [
      {
        ...{ column: 'payload', holds: 'json' },
        place: (row) => ({
          ...{ table: 'oidc_models', column: 'payload' },
          id: payloadId(text(row, 'profile'), text(row, 'model'), text(row, 'id')),
        }),
      },
    ],
  },
};
