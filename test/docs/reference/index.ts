import { peopleAndPictures, scenarios } from './catalogue.js';
import { commandLine } from './commandLine.js';
import { configuration } from './configuration.js';
import { findings, problems } from './errors.js';
import { faults } from './faults.js';
import { reasonCodes } from './reasonCodes.js';
import { selectors } from './selectors.js';

/** Pages that are made of the code, by their file in `docs`. */
export const REFERENCES: Readonly<Record<string, () => string | Promise<string>>> = {
  'cli.md': commandLine,
  'configuration.md': configuration,
  'errors.md': findings,
  'faults.md': faults,
  'people-and-pictures.md': peopleAndPictures,
  'problems.md': problems,
  'reason-codes.md': reasonCodes,
  'scenarios.md': scenarios,
  'selectors.md': selectors,
};
