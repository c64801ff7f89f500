import { PROBLEM_KINDS, problemType, type ProblemKind } from '../../../src/control/http/problem.js';
import { FINDINGS } from '../../../src/traces/index.js';
import { code, page, table } from './table.js';

/** Every finding about an application's requests. */
export const findings = (): string =>
  page(
    'What applications get wrong',
    'A refused request is one log line with its code, and its answer carries `Standin-Trace`, the address of a page about that very request. `/docs/errors/<code>` leads to one of these.',
    ...FINDINGS.map(({ code: name, severity, title, spec, fix }) =>
      [
        `## ${name}`,
        `${title}. ${severity === 'error' ? 'Refused.' : 'Answered, and a real provider may refuse it.'}`,
        `How to mend it: ${fix}`,
        `Where it is written: ${spec}.`,
      ].join('\n\n'),
    ),
  );

const MEANINGS: Readonly<Record<ProblemKind, string>> = {
  malformed: 'The body is no JSON, or a parameter cannot be read.',
  unauthorized: 'The token is missing or unknown. Send `Authorization: Bearer <token>`.',
  forbidden: 'The token has a role that may not do this, or a browser asked from another site.',
  not_found: 'There is nothing of that id in this sandbox, or no such path.',
  method_not_allowed: 'The path exists, and takes other methods.',
  conflict:
    'Something with that id and another content is there, or it is in a state that forbids this.',
  expired: 'The sandbox has come to its end.',
  too_large: 'The body is larger than 1 MB, or a picture larger than 16 MB.',
  unsupported_media_type: 'Send `application/json`, or the type that the call names.',
  invalid: 'A member is unknown, missing or wrong: `errors` says which, why, and what is known.',
  too_many: 'Too many are waiting or were asked for at once. Try again later.',
  engine_absent: 'The call needs the engine, which is not installed here.',
  not_built: 'The call is known, and not built yet.',
  internal: 'A fault of the server: its log says more.',
};

/** Every type of problem document that the control API answers with. */
export const problems = (): string =>
  page(
    'Problems of the control API',
    'What is refused is answered with a problem document (RFC 9457): `type`, `title`, `status`, `detail`, and `errors` with the `path` of a member (a JSON Pointer), a `message`, and what is `known` there.',
    table(
      ['Type', 'Status', 'Title', 'Means'],
      (Object.keys(PROBLEM_KINDS) as ProblemKind[]).map((kind) => {
        const [status, title] = PROBLEM_KINDS[kind];
        return [code(problemType(kind)), String(status), title, MEANINGS[kind]];
      }),
    ),
    '## An example',
    '```sh\ncurl -s http://localhost:4545/control/v1/people -H \'content-type: application/json\' -d \'{"givenname": "Robin"}\' | grep problem:invalid\n```',
  );
