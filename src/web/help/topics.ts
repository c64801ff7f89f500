/** An answer of the help centre; its words are in the locale, under `help.topics.<id>`. */
export interface HelpTopic {
  readonly id: HelpTopicId;
  readonly group: HelpGroup;
  /** How many steps the answer has to follow. */
  readonly steps: number;
  readonly related: readonly HelpTopicId[];
}

export const HELP_GROUPS = ['about', 'verify', 'access'] as const;
export type HelpGroup = (typeof HELP_GROUPS)[number];

export type HelpTopicId =
  | 'why'
  | 'safe'
  | 'fee'
  | 'how_long'
  | 'need'
  | 'once'
  | 'data'
  | 'documents'
  | 'pictures'
  | 'selfie'
  | 'camera'
  | 'details'
  | 'phone'
  | 'no_ssn'
  | 'under_18'
  | 'declined'
  | 'review'
  | 'no_mail'
  | 'locked'
  | 'lost_authenticator';

export const HELP_TOPICS: readonly HelpTopic[] = [
  { id: 'why', group: 'about', steps: 0, related: ['once', 'data', 'need'] },
  { id: 'safe', group: 'about', steps: 0, related: ['data', 'locked'] },
  { id: 'fee', group: 'about', steps: 0, related: ['why', 'how_long'] },
  { id: 'how_long', group: 'about', steps: 0, related: ['need', 'review'] },
  { id: 'need', group: 'about', steps: 3, related: ['documents', 'no_ssn', 'phone'] },
  { id: 'once', group: 'about', steps: 0, related: ['data', 'why'] },
  { id: 'data', group: 'about', steps: 0, related: ['safe', 'once'] },
  { id: 'documents', group: 'verify', steps: 3, related: ['pictures', 'need'] },
  { id: 'pictures', group: 'verify', steps: 5, related: ['documents', 'camera', 'selfie'] },
  { id: 'selfie', group: 'verify', steps: 4, related: ['pictures', 'declined'] },
  { id: 'camera', group: 'verify', steps: 4, related: ['pictures'] },
  { id: 'details', group: 'verify', steps: 4, related: ['no_ssn', 'documents', 'declined'] },
  { id: 'phone', group: 'verify', steps: 3, related: ['no_mail', 'details'] },
  { id: 'no_ssn', group: 'verify', steps: 0, related: ['details', 'need'] },
  { id: 'under_18', group: 'verify', steps: 0, related: ['once', 'declined'] },
  { id: 'declined', group: 'verify', steps: 4, related: ['pictures', 'details', 'review'] },
  { id: 'review', group: 'verify', steps: 0, related: ['how_long', 'declined'] },
  { id: 'no_mail', group: 'access', steps: 4, related: ['phone', 'locked'] },
  { id: 'locked', group: 'access', steps: 2, related: ['lost_authenticator', 'safe'] },
  { id: 'lost_authenticator', group: 'access', steps: 4, related: ['locked', 'no_mail'] },
];
