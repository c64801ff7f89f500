/**
 * web: the pages people use: signing up and in, verifying, consenting, their account, the mailbox, the front page.
 * Owns: routes, forms, the models of views, browser scripts, headers and form tokens.
 * Does not own: what comes next in a sign-in (oidc), the rules of any step (domains), the control API (control).
 */
import Router from '@koa/router';
import type { Middleware } from 'koa';
import type { Accounts } from '../accounts/index.js';
import type { Authenticators } from '../authenticators/index.js';
import type { Messages } from '../messages/index.js';
import type {
  ClientStore,
  ConsentStore,
  Providers,
  Sessions,
  SignIns,
  SubscriberStore,
} from '../oidc/index.js';
import type { Changes } from '../platform/changes.js';
import type { Clock } from '../platform/clock.js';
import type { SignInScript } from '../scenarios/index.js';
import type { Traces } from '../traces/index.js';
import type { CsrfCookie } from './middleware/csrf.js';
import { refuseForeignPosts } from './middleware/csrf.js';
import { operatorsOnly, recogniseOperator, type OperatorAccess } from './middleware/operator.js';
import type { ShowPage } from './render.js';
import { accountRouter, type AccountPagesDeps } from './routes/account/index.js';
import { demoRouter, type DemoDeps } from './routes/demo.js';
import { forgotRouter } from './routes/forgot.js';
import { handOffRouter } from './routes/handOff.js';
import { helpRouter, type HelpDeps } from './routes/help.js';
import { inboxRouter } from './routes/inbox.js';
import { checkMailPage } from './routes/interaction/checkMail.js';
import { consentPage } from './routes/interaction/consent.js';
import { proofingPages, type ProofingPagesDeps } from './routes/interaction/proofing/index.js';
import { interactionRouter } from './routes/interaction/router.js';
import { secondFactorPage } from './routes/interaction/secondFactor.js';
import {
  recoveryCodesPage,
  secondFactorSetupPage,
} from './routes/interaction/secondFactorSetup.js';
import { signInPage } from './routes/interaction/signIn.js';
import { signUpPage } from './routes/interaction/signUp.js';
import { testerPage } from './routes/interaction/tester.js';
import { groupsRouter } from './routes/groups.js';
import { meetClientRouter } from './routes/meetClient.js';
import { ownPagesRouter } from './routes/ownPages.js';
import { tracesRouter } from './routes/console/traces.js';
import { docsRouter, type DocsDeps } from './routes/docs.js';
import { phoneRouter, type PhoneDeps } from './routes/phone.js';
import { siteRouter, type SiteDeps } from './routes/site.js';
import { goScenarioRouter } from './routes/tester/goScenario.js';
import { PEOPLES_PAGES, type BringBar } from './routes/tester/pageBar.js';
import { signInAsRouter } from './routes/tester/signInAs.js';
import type { TesterTools } from './routes/tester/testerTools.js';
import { verifyRouter, type VerifyDeps } from './routes/verify.js';
import type { Strangers } from './strangers.js';

export { readForm } from './forms/form.js';
export { errorPages } from './middleware/errors.js';
export { securityHeaders } from './middleware/securityHeaders.js';
export { createShowPage, type ShowPage } from './render.js';
export { oidcPages } from './oidcPages.js';
export type { Strangers, StrangerPolicy } from './strangers.js';
export type { RequestState } from './requestState.js';
export type { Views } from './pages/views.js';
export type { PageContext } from './pages/common.js';
export type { AskControl } from './askControl.js';
export type { PersonaCards } from './routes/site.js';
export type { IrsEntry } from './routes/tester/signInAs.js';
export { barBringer, type BringBar } from './routes/tester/pageBar.js';
export type { TesterTools } from './routes/tester/testerTools.js';
export type { ProofingPagesDeps, SanitizePicture } from './routes/interaction/proofing/index.js';

export interface WebDeps {
  readonly accounts: Accounts;
  readonly authenticators: Authenticators;
  readonly messages: Messages;
  readonly changes: Changes;
  readonly consents: ConsentStore;
  readonly clients: ClientStore;
  readonly subscribers: SubscriberStore;
  readonly providers: Providers;
  readonly sessions: Sessions;
  readonly activityOf: AccountPagesDeps['activityOf'];
  readonly signIns: SignIns;
  readonly signInScript: SignInScript;
  readonly proofingPages: ProofingPagesDeps;
  readonly site: Omit<SiteDeps, 'show' | 'csrfCookie' | 'traces'>;
  /** The words of the pages. */
  readonly words: HelpDeps['words'];
  /** By id, e-mail address or persona. */
  readonly findPerson: PhoneDeps['find'];
  readonly castPlayer: DemoDeps['castPlayer'];
  readonly entrances: VerifyDeps['entrances'];
  readonly docsFolder: DocsDeps['docsFolder'];
  readonly strangers: Strangers;
  readonly traces: Pick<Traces, 'find' | 'recent'>;
  readonly show: ShowPage;
  readonly csrfCookie: CsrfCookie;
  readonly operator: OperatorAccess;
  readonly bringBar: BringBar;
  /** Absent without the tester's bar. */
  readonly tester?: TesterTools | undefined;
  readonly instance: string;
  readonly clock: Clock;
}

/** Every page, as one middleware behind the one that finds the sandbox. */
export function createWeb(deps: WebDeps): Middleware {
  const router = new Router();
  router.use(recogniseOperator(deps.operator));
  router.use(refuseForeignPosts);
  router.use(['/inbox', '/console', '/tester', '/go', '/phone', '/demo'], operatorsOnly);
  router.use(PEOPLES_PAGES, (ctx, next) => deps.bringBar(ctx).then(next));
  const areas = [
    siteRouter({ ...deps, ...deps.site }),
    docsRouter({ ...deps, ...deps.site }),
    signInAsRouter({ ...deps, ...deps.site }),
    goScenarioRouter(deps.site),
    ownPagesRouter(deps),
    verifyRouter(deps),
    handOffRouter({ ...deps, proofingPages: { ...deps.proofingPages, tester: deps.tester } }),
    groupsRouter(deps),
    meetClientRouter(deps),
    accountRouter(deps),
    forgotRouter(deps),
    helpRouter(deps),
    inboxRouter(deps),
    demoRouter({
      ...{ ...deps, ...deps.proofingPages, find: deps.findPerson },
      askControl: deps.site.askControl,
      castPlayer: deps.castPlayer,
    }),
    phoneRouter({
      ...{ ...deps, ...deps.proofingPages, totp: deps.authenticators.totp },
      find: deps.findPerson,
    }),
    tracesRouter(deps),
    interactionRouter(deps, [
      signInPage(deps),
      signUpPage(deps),
      checkMailPage(deps),
      secondFactorPage(deps),
      secondFactorSetupPage(deps),
      recoveryCodesPage(deps),
      ...proofingPages({ ...deps.proofingPages, tester: deps.tester }),
      consentPage(deps),
      ...(deps.tester ? [testerPage(deps.tester, deps.clock)] : []),
    ]),
  ];
  for (const area of areas) router.use(area.routes());
  router.all(/.*/, () => undefined);
  return router.routes() as unknown as Middleware;
}
