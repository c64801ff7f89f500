import { setTimeout as sleep } from 'node:timers/promises';
import { totpCode } from '../../src/authenticators/totp/code.js';
import type { DocumentType } from '../../src/proofing/index.js';
import type { HttpBrowser, HttpPage } from './httpBrowser.js';

/** What a person knows and holds. What the pages tell (the authenticator app's secret, recovery codes) is added on the way. */
export interface Traveller {
  readonly email: string;
  readonly password: string;
  /** Has no account yet. */
  newcomer?: boolean;
  totpSecret?: string | undefined;
  /** The time step of the last code used: codes count once. */
  totpStep?: number;
  recoveryCodes?: string[] | undefined;
  /** For proofing. */
  readonly documentType?: DocumentType;
  readonly pictures?: Readonly<Partial<Record<'front' | 'back' | 'selfie', Buffer>>>;
  /** Fields of the details page. */
  readonly details?: Readonly<Record<string, string>>;
}

export interface Journey {
  readonly browser: HttpBrowser;
  readonly traveller: Traveller;
  /** The page last seen; undefined before the first one. */
  readonly page: HttpPage | undefined;
  /** Where the sign-in stands now, whatever was seen last; undefined before the first page. */
  look(): Promise<HttpPage | undefined>;
  /** One page further. Answers where it left to when it is done; throws when a page leads nowhere. */
  step(): Promise<URL | undefined>;
  /** All the pages that are left. */
  finish(): Promise<URL>;
}

export interface JourneyParts {
  readonly browser: HttpBrowser;
  readonly traveller: Traveller;
  /** The authorization request. */
  readonly request: string;
  /** The newest code that was sent to an address or a phone. */
  readonly codeFor: (to: string) => Promise<string>;
}

/**
 * A person on the way through a sign-in, sign-up and proofing included, by the real pages. A step that fails half-way (the
 * server was killed) is taken up again by the next `step`, at whatever page the sign-in then stands.
 */
export function createJourney(parts: JourneyParts): Journey {
  const { browser, traveller, request } = parts;
  let page: HttpPage | undefined;
  let lost = false;

  async function step(): Promise<URL | undefined> {
    const here = lost || page === undefined ? await again(browser, page, request) : page;
    lost = true;
    page = await onward(parts, here);
    lost = false;
    return page.left ? page.url : undefined;
  }

  return {
    browser,
    traveller,
    get page() {
      return page;
    },
    async look() {
      if (page === undefined) return undefined;
      page = await again(browser, page, request);
      lost = false;
      return page;
    },
    step,
    async finish() {
      for (let steps = 0; steps < MOST_STEPS; steps++) {
        const left = await step();
        if (left) return left;
      }
      throw new Error(`still at ${page?.url.pathname} after ${MOST_STEPS} pages`);
    },
  };
}

const MOST_STEPS = 100;

/**
 * Where the sign-in stands: at its dispatcher, or at its beginning. A request is answered once: whoever lost the answer to the
 * last page begins anew at the relying party (RFC 6749 section 4.1.2 knows no second delivery).
 */
async function again(browser: HttpBrowser, page: HttpPage | undefined, request: string) {
  const dispatcher = /^.*\/interaction\/[\w-]+/.exec(page?.url.pathname ?? '')?.[0];
  const found = await browser.get(dispatcher ?? request);
  return found.status === 410 && page?.name === 'consent' ? browser.get(request) : found;
}

type Answer = Readonly<Record<string, string>> | undefined;

/** What is filled in on each page, besides what the page fills in itself. */
const ANSWERS: Readonly<Record<string, (parts: JourneyParts, page: HttpPage) => Promise<Answer>>> =
  {
    signin: async ({ traveller: { email, password } }) => ({ email, password }),
    signup: async ({ traveller: { email, password } }) => ({ email, password, terms: 'yes' }),
    'check-mail': async ({ codeFor, traveller }) => ({ code: await codeFor(traveller.email) }),
    'second-factor-setup': async ({ traveller }, { html }) => {
      traveller.newcomer = false;
      traveller.totpSecret = /data-secret="([A-Z2-7]+)"/.exec(html)?.[1];
      return { code: await nextTotp(traveller) };
    },
    'recovery-codes': async ({ traveller }, { html }) => {
      traveller.recoveryCodes = [...html.matchAll(/<li><code>([^<]+)</g)].map(
        ([, code = '']) => code,
      );
      return { saved: 'yes' };
    },
    'second-factor': async ({ traveller }) => ({ code: await nextTotp(traveller) }),
    verify: async () => ({ notice: 'yes', biometrics: 'yes' }),
    'document-type': async ({ traveller }) => ({ type: traveller.documentType ?? 'passport' }),
    document: async () => ({}),
    selfie: async () => ({}),
    details: async ({ traveller }) => traveller.details,
    'phone-code': async ({ codeFor, traveller }) => ({
      code: await codeFor(traveller.details?.['phone'] ?? ''),
    }),
    review: async () => ({}),
    retry: async () => ({}),
    verified: async () => ({}),
    consent: async () => ({ decision: 'allow' }),
  };

async function onward(parts: JourneyParts, page: HttpPage): Promise<HttpPage> {
  const { browser, traveller } = parts;
  if (page.left) return page;
  if (page.name === 'signin' && traveller.newcomer === true)
    return browser.get(page.url.href.replace(/signin$/, 'signup'));
  if (page.name === 'processing') {
    await sleep(50);
    return again(browser, page, '');
  }
  const fields = await ANSWERS[page.name]?.(parts, page);
  if (!fields)
    throw new Error(`no way on at ${page.url.pathname}: ${page.status} ${titleOf(page.html)}`);
  const form = formAt(page);
  for (const [name, value] of Object.entries(fields)) form.fields.set(name, value);
  const next = await browser.post(form.action, withPictures(form, traveller));
  if (next.status === 422) throw new Error(`refused at ${page.name}: ${errorsOf(next.html)}`);
  return next;
}

interface Form {
  readonly action: URL;
  readonly fields: URLSearchParams;
  readonly pictures: readonly string[];
}

/** The page's own form: the one that is sent to the page's address, with what it holds. */
function formAt({ html, url }: HttpPage): Form {
  const forms = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)];
  const own = forms.find(([, tag = '']) => {
    const action = new URL(valueOf(tag, 'action'), url);
    return /method="post"/.test(tag) && action.pathname === url.pathname;
  });
  const [, tag = '', body = ''] = own ?? forms.find(([, each = '']) => /post/.test(each)) ?? [];
  const inputs = [...body.matchAll(/<input\b[^>]*>/g)].map(([input]) => input);
  const fields = new URLSearchParams();
  const pictures: string[] = [];
  for (const input of inputs) {
    const name = valueOf(input, 'name');
    if (/type="file"/.test(input)) pictures.push(name);
    else if (name !== '' && (!/type="(checkbox|radio)"/.test(input) || / checked/.test(input)))
      fields.append(name, valueOf(input, 'value'));
  }
  return { action: new URL(valueOf(tag, 'action'), url), fields, pictures };
}

const valueOf = (tag: string, name: string): string =>
  (new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '').replaceAll('&amp;', '&');

const titleOf = (html: string): string => /<title>([^<]*)/.exec(html)?.[1] ?? '';

const errorsOf = (html: string): string =>
  [...html.matchAll(/usa-error-message[^>]*>(?:<svg.*?<\/svg>)?([^<]*)</gs)]
    .map(([, text = '']) => text.trim())
    .join('; ');

function withPictures({ fields, pictures }: Form, traveller: Traveller) {
  if (pictures.length === 0) return fields;
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  for (const name of new Set(pictures)) {
    const picture = traveller.pictures?.[name as 'front'];
    if (picture) body.append(name, new Blob([new Uint8Array(picture)]), `${name}.jpg`);
  }
  return body;
}

const PERIOD = 30_000;

/** The code of the next time step that has not been used, waiting for it when it is too far ahead. */
async function nextTotp(traveller: Traveller): Promise<string> {
  const now = Math.floor(Date.now() / PERIOD);
  const step = Math.max((traveller.totpStep ?? 0) + 1, now);
  if (step > now + 1) await sleep((step - 1) * PERIOD - Date.now());
  traveller.totpStep = step;
  return (await totpCode(traveller.totpSecret ?? '', step * PERIOD)).code;
}
