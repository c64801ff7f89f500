import { z } from 'zod';
import { listOf, reference } from './common.js';
import { fault, wantedFault } from './faults.js';
import { outcome, script } from './outcomes.js';
import { madePerson } from './people.js';

const claims = z.record(z.string(), z.unknown());

const receives = z
  .object({
    sentence: z.string(),
    error: z.string().optional(),
    refuses: z
      .literal(true)
      .optional()
      .describe('A correct app refuses what comes, or cannot use it.'),
    claims: z
      .record(z.string(), claims)
      .optional()
      .describe('Some of the claims, by profile; what is not named here is there too.'),
  })
  .meta({ id: 'ScenarioReceipt', description: 'What the app receives.' });

const asks = z
  .object({ scope: z.string().describe('What the app asks for.') })
  .meta({ id: 'ScenarioRequest' });

const { match: _everybody, ...scripted } = script;

export const scenario = z
  .object({
    id: z.string(),
    theme: z.string(),
    sentence: z.string(),
    persona: z.string(),
    asks,
    outcomes: z.array(z.object(scripted)),
    faults: z.array(wantedFault),
    afterwards: z
      .object({ action: z.string() })
      .optional()
      .describe('What an operator does once the attempt waits: an action on it.'),
    receives,
  })
  .meta({ id: 'Scenario' });
export type Scenario = z.infer<typeof scenario>;
export const scenarioList = listOf(scenario).meta({ id: 'ScenarioList' });

export const applyRequest = z
  .strictObject({
    client_id: z.string().min(1).max(255).optional().describe('Only what this client asks for.'),
    person: reference.optional().describe('Somebody who is there; else a person is made.'),
  })
  .meta({ id: 'ScenarioApplyRequest' });

export const appliedScenario = z
  .object({
    scenario: z.string(),
    person: madePerson,
    outcomes: z.array(outcome),
    faults: z.array(fault),
    asks,
    receives,
  })
  .meta({ id: 'AppliedScenario', description: 'The person, and the scripts that wait for them.' });
export type AppliedScenario = z.infer<typeof appliedScenario>;
