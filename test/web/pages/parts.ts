import type { Frame } from '../../../src/platform/render/renderer.js';
import type { Text } from '../../../src/platform/render/text.js';
import type { Fact, PageContext, PictureTray, Resend } from '../../../src/web/pages/common.js';
import type { EnrolledKind, PasskeyAsk } from '../../../src/web/pages/signinViews.js';
import type { DocsFrame } from '../../../src/web/pages/docsViews.js';
import type { ConnectedApp } from '../../../src/web/pages/landingView.js';
import type { LastTry } from '../../../src/web/pages/proofingViews.js';

type Maybe<T> = T | undefined;
type Name = string;
type Errors = Readonly<Record<string, Maybe<Text>>>;
export type Picture = `/pictures/${string}`;

/** What each partial is handed, by name. Arguments sit under one member, since a partial sees its caller's members, too. */
export interface Parts {
  '/parts/icon': { icon: Name };
  '/parts/csrf': object;
  '/parts/mark': object;
  '/parts/uploadProgress': object;
  '/parts/errorSummary': { errors: Errors; attributeNames?: boolean };
  '/parts/fieldError': { fieldError: { name: Name; text: Maybe<Text> } };
  '/parts/field': {
    field: {
      name: Name;
      label: string;
      type?: 'text' | 'email' | 'password' | 'tel';
      hint?: string;
      value?: Maybe<string>;
      error?: Maybe<Text>;
      autocomplete?: string;
      inputmode?: 'numeric';
      maxlength: number;
      size?: Maybe<'short' | 'medium'>;
      optional?: boolean;
      /** No capitals and no spelling help. */
      plain?: boolean;
      /** A button that shows what is typed. */
      reveal?: boolean;
      badge?: Maybe<string>;
    };
  };
  '/parts/checkbox': { box: { name: Name; label: string; checked: boolean; error: Maybe<Text> } };
  '/parts/codeField': {
    codeField: {
      value: Maybe<string>;
      label: string;
      hint: string;
      error: Maybe<Text>;
      digits: boolean;
    };
  };
  '/parts/resend': { resending: { resend: Resend; phone?: string } };
  '/parts/passkey': { passkey: { ask: PasskeyAsk; label: string; quiet: boolean } };
  '/parts/otherWays': {
    otherWays: { title: string; ways: readonly { kind: EnrolledKind; href: string }[] };
  };
  '/parts/fact': { stated: { fact: Fact } };
  '/parts/cancel': { cancel: Maybe<string> };
  '/parts/leave': { leave: Maybe<string> };
  '/parts/handOff': { handOff: Maybe<string> };
  '/parts/lastTry': { last: Maybe<LastTry> };
  '/parts/tray': { tray: Maybe<PictureTray> };
  '/parts/steps': { steps: { journey: 'create' | 'verify'; current: Name } };
  '/parts/docsContents': { chapters: DocsFrame['chapters'] };
  '/parts/copy': { copy: { value: string; what: string } };
  '/parts/testerBar': object;
  '/parts/snippet': { snippet: { name: Name; title: string; text: string } };
  '/parts/connectedApp': { app: ConnectedApp };
  '/parts/copyText': { copyText: { value: string; label: string } };
  '/parts/capture': {
    shot: {
      name: Name;
      label: string;
      error: Maybe<Text>;
      facing: 'user' | 'environment';
      liveCamera: boolean;
      payloads?: boolean | undefined;
      picture: Name;
    };
  };
}

export interface Layouts {
  '/layouts/page': {
    sheet: {
      title: string;
      width: 'card' | 'wide';
      hasErrors: boolean;
      capture: Maybe<boolean>;
      refresh: Maybe<{ href: string; seconds: number }>;
    };
  };
  '/layouts/card': {
    card: {
      title: string;
      lead?: string;
      picture?: Name;
      purpose?: 'verify' | 'signIn' | 'signUp' | 'share' | 'request';
      steps?: Parts['/parts/steps']['steps'];
      tone?: 'good';
      hasErrors?: boolean;
      capture?: boolean;
      refresh?: { href: string; seconds: number };
    };
  };
  '/layouts/docs': { docs: DocsFrame };
  '/layouts/wide': { wide: { title: string } };
}

export type PageFrame = Frame<PageContext>;
