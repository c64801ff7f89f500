import type { AppliedScenario, Scenario } from '../../control/index.js';
import { segment } from '../api.js';
import { askList, askOnce } from '../ask.js';
import type { ServerFlags } from '../findServer.js';
import { facts, table } from '../table.js';
import { does, group, verb, withServer, type Verb } from '../verb.js';

interface ApplyFlags extends ServerFlags {
  readonly client?: string;
  readonly person?: string;
}

/** `standin scenario`: named stories, ready to be played. */
export const scenarioVerb: Verb = (ended, summary) =>
  group('scenario', summary, [
    does(
      withServer(verb('list', 'list them', 'standin scenario list')),
      ended,
      (flags: ServerFlags) =>
        askList<Scenario>(flags, { method: 'GET', path: '/scenarios' }, asTable),
    ),
    does(
      withServer(verb('get <id>', 'tell one', 'standin scenario get blurred-then-good')).alias(
        'show',
      ),
      ended,
      (id: string, flags: ServerFlags) =>
        askOnce(flags, { method: 'GET', path: `/scenarios/${segment(id)}` }, asFacts),
    ),
    does(
      withServer(
        verb(
          'apply <id>',
          'make its person and arm its scripts for them',
          'standin scenario apply blurred-then-good --client my-app',
        ),
      )
        .option('--client <client_id>', 'only for what this client asks')
        .option('--person <person>', 'for somebody who is there (id, e-mail or persona)'),
      ended,
      (id: string, { client, person, ...flags }: ApplyFlags) =>
        askOnce(
          flags,
          {
            method: 'POST',
            path: `/scenarios/${segment(id)}/apply`,
            body: { client_id: client, person },
          },
          applied,
        ),
    ),
  ]);

const asTable = (scenarios: readonly Scenario[]): string =>
  table(
    [
      ['id', ({ id }: Scenario) => id],
      ['theme', ({ theme }) => theme],
      ['what happens', ({ sentence }) => sentence],
    ],
    scenarios,
  );

const scriptsOf = (outcomes: Scenario['outcomes']): readonly string[] =>
  outcomes.map(
    ({ step, results }) =>
      `${step}: ${results.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(', ')};`,
  );

const faultsOf = (faults: readonly { readonly kind: string; readonly at?: string | undefined }[]) =>
  faults.map(({ kind, at }) => (at === undefined ? `${kind};` : `${kind} at ${at};`));

const asFacts = (scenario: Scenario) => {
  const { id, sentence, persona, asks, outcomes, faults, afterwards, receives } = scenario;
  return facts({
    ...{ id, story: sentence, persona, 'the app asks': asks.scope },
    scripts: scriptsOf(outcomes),
    'goes wrong': faultsOf(faults),
    'an operator does': afterwards?.action,
    'the app receives': receives.sentence,
  });
};

const applied = ({ scenario, person, outcomes, faults, asks, receives }: AppliedScenario) =>
  facts({
    ...{ scenario, person: person.id, email: person.email, password: person.password },
    totp_secret: person.totp_secret,
    scripts: outcomes.map(({ id, step }) => `${step} (${id});`),
    'goes wrong': faultsOf(faults),
    'the app asks': asks.scope,
    'the app receives': receives.sentence,
  });
