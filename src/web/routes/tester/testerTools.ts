import type { Attributes } from '../../../assurance/index.js';
import type { Authenticators } from '../../../authenticators/index.js';
import type { Messages } from '../../../messages/index.js';
import type { SandboxId } from '../../../platform/ids.js';
import type { Attempt, DocumentPictures, DocumentType } from '../../../proofing/index.js';
import type { AskControl } from '../../askControl.js';

/** Somebody to sign in as. */
export interface Player {
  readonly id: string;
  readonly uuid: string;
  readonly email: string;
}

/** What a person has at hand: papers and facts, as the press knows them. */
export interface Belongings {
  readonly attributes: Attributes;
  readonly documentType: DocumentType;
  document(type: DocumentType, wear: string): Promise<DocumentPictures>;
  selfie(wear: string): Promise<Buffer>;
}

/** The short cuts of the tester's bar and the picture tray; absent when they are switched off. */
export interface TesterTools {
  /** The people of the catalogue, Maria first. */
  readonly people: () => readonly { readonly id: string; readonly name: string }[];
  /** The one password of the catalogue's people. */
  readonly password: string;
  /** Whether it is an account's password: of every other a digest is kept. */
  readonly knowsPassword: (sandbox: SandboxId, account: string) => Promise<boolean>;
  /** By id, e-mail address or persona. */
  readonly find: (sandbox: SandboxId, reference: string) => Promise<Player | undefined>;
  readonly belongingsOf: (sandbox: SandboxId, account: string) => Promise<Belongings | undefined>;
  /** Words of ready-made pictures, in the order of the tray. */
  readonly wearsOf: (what: DocumentType | 'selfie') => readonly string[];
  /** An account's open attempt. */
  readonly attemptOf: (sandbox: SandboxId, account: string) => Promise<Attempt | undefined>;
  readonly messages: Pick<Messages, 'list'>;
  readonly totp: Pick<Authenticators['totp'], 'currentCode'>;
  /** The code of an app that the person is setting up. */
  readonly enrolmentCode: (sandbox: SandboxId, account: string, email: string) => Promise<string>;
  readonly askControl: AskControl;
}
