import type { HelpGroup, HelpTopic, HelpTopicId } from '../help/topics.js';
import type { Form, Href } from './common.js';

/** The help centre's front page. Asks with GET for `q`. */
export interface HelpModel {
  /** Of every answer: `<folder>/<id>`. */
  readonly folder: Href;
  readonly contact: Href;
  readonly query: string;
  /** What was found; missing when nothing was asked. */
  readonly found?: readonly HelpTopic[] | undefined;
  readonly groups: readonly { readonly group: HelpGroup; readonly topics: readonly HelpTopic[] }[];
}

export interface HelpTopicModel {
  readonly folder: Href;
  readonly contact: Href;
  readonly topic: HelpTopic;
}

/** Posts `email`, `topic`, `message` and perhaps `reference`. */
export interface HelpContactModel extends Form<'email' | 'topic' | 'message' | 'reference'> {
  readonly folder: Href;
  readonly topics: readonly HelpTopicId[];
}

export interface HelpSentModel {
  readonly email: string;
  readonly home: Href;
  /** For operators. */
  readonly inbox?: Href | undefined;
}
