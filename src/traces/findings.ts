import type { Exchange } from './exchange.js';
import { AUTHORIZATION_RULES } from './rules/authorization.js';
import { LOGINGOV_RULES } from './rules/logingov.js';
import { LOGOUT_RULES } from './rules/logout.js';
import { RESOURCE_RULES } from './rules/resource.js';
import { TOKEN_RULES } from './rules/token.js';

/** What a client did wrong or could do better. */
export interface Finding {
  readonly code: FindingCode;
  /** `error`: it was refused for this; `warning`: it worked, and should not be relied on; `wanted`: a tester asked for it. */
  readonly severity: 'error' | 'warning' | 'wanted';
  readonly message: string;
  /** The clause. */
  readonly spec: string;
  readonly fix: string;
}

const RULES = {
  ...LOGINGOV_RULES,
  ...AUTHORIZATION_RULES,
  ...TOKEN_RULES,
  ...RESOURCE_RULES,
  ...LOGOUT_RULES,
};

export type FindingCode = keyof typeof RULES | 'refused' | 'fault';

/** A refusal that no rule explains is told in the library's own words. */
const OTHER = {
  code: 'refused',
  severity: 'error',
  title: 'Refused for a reason that has no code of its own',
  spec: 'RFC 6749 section 5.2',
  fix: 'Compare the request with the message and send it again.',
} as const;

/** What a tester asked for is nobody's mistake. */
const FAULT = {
  code: 'fault',
  severity: 'wanted',
  title: 'A fault that was asked for acted here',
  spec: 'Faults on the wire',
  fix: 'Delete the fault when it has served: standin fault remove.',
} as const;

/** Every finding that there can be, in the order in which they are looked for. */
export const FINDINGS: readonly (Omit<Finding, 'message'> & { readonly title: string })[] = [
  ...Object.entries(RULES).map(([code, { severity, title, spec, fix }]) => ({
    code: code as FindingCode,
    ...{ severity, title, spec, fix },
  })),
  OTHER,
  FAULT,
];

/**
 * What there is to say about an exchange. A refusal has at least one finding, the one that explains it; what worked may have
 * warnings.
 */
export function findingsOf(exchange: Exchange): readonly Finding[] {
  if (exchange.fault) return [acted(exchange.fault)];
  const found = Object.entries(RULES)
    .filter(([, { severity }]) => (severity === 'error') === (exchange.refusal !== undefined))
    .flatMap(([code, rule]): Finding[] => {
      const message = rule.finds(exchange);
      if (message === undefined) return [];
      const { severity, spec, fix } = rule;
      return [{ code: code as FindingCode, severity, message, spec, fix }];
    });
  if (exchange.refusal === undefined) return found;
  const [first] = found;
  if (!first) return [unexplained(exchange.refusal)];
  // Login.gov tells all faults of a request at once.
  return first.code in LOGINGOV_RULES
    ? found.filter(({ code }) => code in LOGINGOV_RULES)
    : [first];
}

function acted({ id, kind }: NonNullable<Exchange['fault']>): Finding {
  const { code, severity, spec, fix } = FAULT;
  return { code, severity, spec, fix, message: `The fault ${id} (${kind}) acted here.` };
}

function unexplained({ error, description, detail }: NonNullable<Exchange['refusal']>): Finding {
  const words = [description, detail].filter(Boolean).join('; ') || 'no more is known';
  const { code, severity, spec, fix } = OTHER;
  return { code, severity, spec, fix, message: `${error}: ${words}.` };
}
