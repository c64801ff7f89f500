import type { Verbs } from './verb.js';

/** Every verb, in the order of the help. */
export const VERBS: Verbs = {
  start: {
    summary: 'start the provider and the simulated IRS',
    load: async () => (await import('./start/command.js')).startCommand,
  },
  init: {
    summary: 'write a configuration file that explains itself',
    load: async () => (await import('./verbs/init.js')).initVerb,
  },
  exec: {
    summary: 'run a command beside a server of its own, and pass its exit code on',
    load: async () => (await import('./start/exec.js')).execCommand,
  },
  doctor: {
    summary: 'look for what would keep it from starting, and say what to do',
    load: async () => (await import('./start/doctor/command.js')).doctorCommand,
  },
  migrate: {
    summary: 'bring the database up to date without starting',
    load: async () => (await import('./start/migrate.js')).migrateCommand,
  },
  partner: {
    summary: 'organisations that ask who somebody is',
    load: async () => (await import('./verbs/partner.js')).partnerVerb,
  },
  client: {
    summary: 'applications that send people here',
    load: async () => (await import('./verbs/client.js')).clientVerb,
  },
  apply: {
    summary: 'make or change what a configuration file asks for, on a running server',
    load: async () => (await import('./verbs/apply.js')).applyVerb,
  },
  env: {
    summary: "print a client's settings as environment variables",
    load: async () => (await import('./verbs/env.js')).envVerb,
  },
  person: {
    summary: 'people who have an account',
    load: async () => (await import('./verbs/person.js')).personVerb,
  },
  persona: {
    summary: 'people of the catalogue',
    load: async () => (await import('./verbs/persona.js')).personaVerb,
  },
  outcome: {
    summary: 'scripts of what the steps of a verification come to',
    load: async () => (await import('./verbs/outcome.js')).outcomeVerb,
  },
  scenario: {
    summary: 'named stories, with their person and scripts',
    load: async () => (await import('./verbs/scenario.js')).scenarioVerb,
  },
  attempt: {
    summary: 'verifications: what came of them, and deciding them',
    load: async () => (await import('./verbs/attempt.js')).attemptVerb,
  },
  inbox: {
    summary: 'mail and text messages that were sent',
    load: async () => (await import('./verbs/inbox.js')).inboxVerb,
  },
  'sign-in': {
    summary: 'sign a person in, by the real rules and without pages',
    load: async () => (await import('./verbs/signIn.js')).signInVerb,
  },
  press: {
    summary: 'write pictures of a persona and a specimen document to a folder',
    load: async () => (await import('./verbs/press.js')).pressVerb,
  },
  inspect: {
    summary: 'ask the real engine about pictures',
    load: async () => (await import('./verbs/inspect.js')).inspectVerb,
  },
  clock: {
    summary: 'the time in a sandbox',
    load: async () => (await import('./verbs/clock.js')).clockVerb,
  },
  export: {
    summary: 'a whole sandbox as one document, secrets included',
    load: async () => (await import('./verbs/export.js')).exportVerb,
  },
  import: {
    summary: 'make a sandbox what a document says; what it had is gone',
    load: async () => (await import('./verbs/import.js')).importVerb,
  },
  sandbox: {
    summary: 'isolated universes in one server',
    load: async () => (await import('./verbs/sandbox.js')).sandboxVerb,
  },
  fault: {
    summary: 'let an answer of the provider, or a delivery, go wrong on purpose',
    load: async () => (await import('./verbs/fault.js')).faultVerb,
  },
  key: {
    summary: 'keys that sign what is issued: rotate, retire, withhold, bring in',
    load: async () => (await import('./verbs/key.js')).keyVerb,
  },
  readiness: {
    summary: 'whether an application is ready for the real provider (not built yet)',
    load: async () => (await import('./verbs/notBuilt.js')).notBuilt('readiness'),
  },
  completion: {
    summary: 'print a script that completes its words in a shell',
    load: async () => (await import('./completion/command.js')).completionOf(VERBS),
  },
};
