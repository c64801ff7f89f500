import { statSync } from 'node:fs';
import { DAY } from '../../../platform/clock.js';
import { FOLDERS } from '../../folders.js';
import { ill, well, type Finding } from './finding.js';

/** Node.js and the clock. */
export const examineMachine = (): readonly Finding[] => [
  nodeFinding(process.version),
  clockFinding(Date.now(), builtAt()),
];

/** The oldest Node.js that is supported. */
const MAJOR = 20;
const MINOR = 19;

export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number);
  const name = 'node';
  return major > MAJOR || (major === MAJOR && minor >= MINOR)
    ? well(name, `${version} (needs ${MAJOR}.${MINOR} or newer)`)
    : ill(name, `${version} is too old`, `install Node.js ${MAJOR}.${MINOR} or newer`);
}

const LONGEST_LIFE = 20 * 365 * DAY;

/** A clock that stands before the program was made, or decades after, makes tokens that nobody accepts. */
export function clockFinding(now: number, built: number): Finding {
  const name = 'clock';
  return now > built - DAY && now < built + LONGEST_LIFE
    ? well(name, new Date(now).toISOString())
    : ill(
        name,
        `${new Date(now).toISOString()} cannot be right: tokens would be refused`,
        'set the clock of this machine',
      );
}

/** When the newest thing of the package was made, as far as its files tell. */
function builtAt(): number {
  try {
    return statSync(FOLDERS.bundle).mtimeMs;
  } catch {
    return statSync(FOLDERS.manifest).mtimeMs;
  }
}
