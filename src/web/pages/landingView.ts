import type { Instant } from '../../platform/clock.js';
import type { Form, Href } from './common.js';

/** The landing page: try it, connect an application, make it fail. What operators alone may do is missing for others. */
export interface LandingModel {
  /** Where the simulated IRS listens; missing with `--no-irs`. */
  readonly irs?: Href | undefined;
  /** A second partner, which takes the same account. */
  readonly cascadia?: Href | undefined;
  readonly verify: Href;
  readonly api: Href;
  readonly docs: Href;
  readonly issuers: readonly IssuerCard[];
  readonly desk?: TestersDesk | undefined;
}

/** What the landing page offers to operators. */
export interface TestersDesk {
  /** Three scenes that are played at the press of a button. */
  readonly demo: Href;
  readonly inbox: Href;
  readonly traces: Href;
  /** Posts `person`, and `to=irs` or `to=account`. */
  readonly signInAs: Href;
  readonly personas: readonly PersonaCard[];
  readonly connect: Form<'redirect_uri'>;
  readonly app?: ConnectedApp | undefined;
  readonly fail: FailModel;
}

export interface PersonaCard {
  readonly id: string;
  readonly name: string;
  /** One sentence: what this person is good for. */
  readonly story: string;
  readonly face: Href;
  /** Their phone: what reaches them, and their app's code. */
  readonly phone: Href;
  /** 'new' has no account yet; 'IAL1' has one; 'IAL2' is verified. */
  readonly level: 'new' | 'IAL1' | 'IAL2';
  readonly email: string;
  readonly password: string;
  /** The code of this moment; missing when the persona has no authenticator app. */
  readonly totp?: { readonly code: string; readonly validForSeconds: number } | undefined;
  /** A picture of the persona's licence to look at or to save. */
  readonly document?: Href | undefined;
}

export interface IssuerCard {
  readonly profile: 'standard' | 'idme' | 'logingov';
  readonly issuer: string;
  readonly discovery: string;
  readonly endpoints: readonly { readonly name: string; readonly url: string }[];
}

/** Where an application runs: beside the server, in a container, in a pipeline with a server of its own. */
export const RUNS = ['here', 'docker', 'ci'] as const;
export type Runs = (typeof RUNS)[number];

export interface Snippet {
  readonly name: 'server' | 'env' | 'node' | 'curl';
  readonly text: string;
}

/** A registered application with what to put into it. */
export interface ConnectedApp {
  readonly clientId: string;
  readonly secret: string;
  readonly redirectUri: string;
  readonly runs: Runs;
  /** In whose words the settings are. */
  readonly speaks: IssuerCard['profile'];
  readonly profiles: readonly { readonly profile: IssuerCard['profile']; readonly href: Href }[];
  readonly places: readonly { readonly place: Runs; readonly href: Href }[];
  readonly settings: readonly Snippet[];
  /** This part of the page again, to see whether the application was heard of meanwhile. */
  readonly refresh: Href;
  /** Its newest request; missing until the first. */
  readonly heard?:
    | {
        readonly at: Instant;
        readonly trace: Href;
        readonly refused?:
          { readonly message: string; readonly fix?: string | undefined } | undefined;
      }
    | undefined;
}

/** Asks with GET for `scenario`. */
export interface FailModel {
  readonly action: Href;
  readonly themes: readonly {
    /** Key suffix in `site.fail.themes.*`. */
    readonly theme: string;
    readonly stories: readonly { readonly id: string; readonly sentence: string }[];
  }[];
  readonly chosen?:
    | {
        readonly id: string;
        readonly sentence: string;
        readonly receives: string;
        readonly play: Href;
        readonly curl: string;
        readonly test: string;
      }
    | undefined;
}
