import type * as account from './accountViews.js';
import type { TraceModel, TracesModel } from './consoleViews.js';
import type { DocPageModel, ErrorCodeModel, SearchModel } from './docsViews.js';
import type { DemoModel, DemoSceneModel } from './demoViews.js';
import type * as help from './helpViews.js';
import type { LandingModel } from './landingView.js';
import type { GroupsModel } from './groupsView.js';
import type { MeetClientModel } from './meetClientView.js';
import type { PhoneModel } from './phoneView.js';
import type * as proofing from './proofingViews.js';
import type * as signin from './signinViews.js';
import type * as site from './siteViews.js';
import type { VerifyModel } from './verifyView.js';

/**
 * Every page by the name of its file below `views/`, with the model that it prints. Members are facts and targets; the words
 * come from the locales. A page that posts sends `csrf` besides the fields named at its model.
 */
export interface Views {
  landing: LandingModel;
  error: site.ErrorModel;
  notFound: site.NotFoundModel;
  signOut: site.SignOutModel;
  signedOut: site.SignedOutModel;
  'inbox/list': site.InboxListModel;
  'inbox/message': site.InboxMessageModel;
  groups: GroupsModel;
  meetClient: MeetClientModel;
  'docs/page': DocPageModel;
  'docs/search': SearchModel;
  'docs/error': ErrorCodeModel;
  'console/traces': TracesModel;
  'console/trace': TraceModel;

  verify: VerifyModel;
  phone: PhoneModel;
  'demo/index': DemoModel;
  'demo/scene': DemoSceneModel;

  'help/index': help.HelpModel;
  'help/topic': help.HelpTopicModel;
  'help/contact': help.HelpContactModel;
  'help/sent': help.HelpSentModel;

  'signin/identify': signin.IdentifyModel;
  'signup/start': signin.SignUpModel;
  'signup/confirmed': signin.AddressConfirmedModel;
  'signup/checkMail': signin.CheckMailModel;
  'secondFactor/totpEnrol': signin.TotpEnrolModel;
  'secondFactor/phoneEnrol': signin.PhoneEnrolModel;
  'secondFactor/phoneCode': signin.PhoneEnrolCodeModel;
  'secondFactor/passkeyEnrol': signin.PasskeyEnrolModel;
  'secondFactor/recoveryCodes': signin.RecoveryCodesModel;
  'secondFactor/verify': signin.VerifySecondFactorModel;

  'forgot/ask': signin.ForgotModel;
  'forgot/sent': signin.ForgotSentModel;
  'forgot/reset': signin.ResetPasswordModel;
  'forgot/done': signin.PasswordResetModel;

  'proofing/start': proofing.ProofingStartModel;
  'proofing/documentType': proofing.DocumentTypeModel;
  'proofing/documentCapture': proofing.DocumentCaptureModel;
  'proofing/handOff': proofing.HandOffModel;
  'proofing/selfie': proofing.SelfieModel;
  'proofing/details': proofing.DetailsModel;
  'proofing/phoneCode': proofing.PhoneCodeModel;
  'proofing/addressCode': proofing.AddressCodeModel;
  'proofing/review': proofing.ReviewModel;
  'proofing/processing': proofing.ProcessingModel;
  'proofing/retry': proofing.RetryModel;
  'proofing/inReview': proofing.InReviewModel;
  'proofing/declined': proofing.DeclinedModel;
  'proofing/verified': proofing.VerifiedModel;

  'handOff/checking': proofing.HandOffCheckingModel;
  'handOff/done': object;

  consent: account.ConsentModel;
  'account/overview': account.AccountModel;
  'account/recoveryCodes': account.NewRecoveryCodesModel;
  'account/password': account.ChangePasswordModel;
  'account/close': account.CloseAccountModel;
  'account/closed': account.AccountClosedModel;
}

export type ViewName = keyof Views;
