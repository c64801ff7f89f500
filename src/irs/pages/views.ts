import type { Instant } from '../../platform/clock.js';
import type { Agency } from '../agency.js';
import type { ReceivedClaim } from '../received.js';
import type { ServiceId } from '../services.js';
import type { BenefitsModel, DepositsModel, OfficeModel } from './benefitPages.js';
import type { AccountModel, TranscriptsModel, PaymentModel, RefundModel } from './taxPages.js';

/** What every page knows of its visitor. */
export interface IrsPage {
  readonly locale: 'en';
  readonly agency: Agency;
  readonly visitor: { readonly label: string; readonly isVerified: boolean } | null;
  readonly hasReceived: boolean;
}

/** A level in words: the last part of a key of `levels.json`. */
export type LevelWords = 'none' | 'signed_in' | 'verified' | 'weak';

export interface ServiceCard {
  readonly id: ServiceId;
  readonly needs: LevelWords;
  readonly next: 'open' | 'verify' | 'sign_in';
}

export interface ReceivedModel {
  readonly accepted: boolean;
  readonly asked: LevelWords;
  readonly achieved: LevelWords;
  readonly acr: string;
  readonly receivedAt: Instant;
  readonly claims: readonly ReceivedClaim[];
  readonly lifetimes: readonly {
    readonly token: string;
    readonly from: string;
    readonly until: string;
  }[];
  readonly documents: readonly { readonly name: string; readonly text: string }[];
}

/** Every page of both agencies by its template below `views/irs`. */
export interface IrsViews {
  home: { readonly services: readonly ServiceCard[]; readonly notice: 'signed_out' | null };
  chooseProvider: {
    readonly service: ServiceId;
    readonly needs: LevelWords;
    readonly providerHost: string;
    readonly error: 'provider_missing' | null;
  };
  stepUp: { readonly service: ServiceId };
  account: AccountModel;
  transcripts: TranscriptsModel;
  payment: PaymentModel;
  paymentMade: { readonly amount: string; readonly year: number; readonly confirmation: string };
  refund: RefundModel;
  benefits: BenefitsModel;
  deposits: DepositsModel;
  office: OfficeModel;
  received: ReceivedModel;
  nothingReceived: object;
  trouble: {
    readonly kind: string;
    readonly service: ServiceId | null;
    readonly error: string | null;
    readonly description: string | null;
  };
}
