import type { SandboxPlace } from '../oidc/index.js';

/** RFC 9457, as far as a page shows it. */
export interface Problem {
  readonly detail?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

export type ControlReply<T> =
  { readonly ok: true; readonly body: T } | { readonly ok: false; readonly body: Problem };

/** Posts `body` to the control API in the operator's stead, or gets without one: `path` is below `/control/v1` of the place's sandbox. */
export type AskControl = <T>(
  place: SandboxPlace,
  path: string,
  body?: Readonly<Record<string, unknown>>,
) => Promise<ControlReply<T>>;

/** What was wrong, in the API's own words, which begin with the member they are about. */
export const sentenceOf = ({ detail = '', errors = [] }: Problem): string =>
  errors.length === 0 ? detail : errors.map(faultOf).join('; ');

function faultOf({ path, message }: { readonly path: string; readonly message: string }): string {
  const member = path.replace(/^\//, '');
  return message.startsWith(member) ? message : `${member} ${message}`;
}
