import { OK, REFUSED } from '../../exitCodes.js';
import { say, sayJson } from '../../print.js';
import { does, verb, type Verb } from '../../verb.js';
import { configFrom, withAddresses, withDatabase, type SettingFlags } from '../configFrom.js';
import { examineMachine } from './machine.js';
import { examineParts } from './parts.js';
import { ill, well, type Finding } from './finding.js';

/** `standin doctor`: every finding one line; exit code 1 when something is ill. */
export const doctorCommand: Verb = (ended, summary) =>
  does(
    withDatabase(withAddresses(verb('doctor', summary, 'standin doctor --port 4600')))
      .option('--public-url <url>', 'address by which browsers reach this server')
      .option(
        '--relying-party <config>',
        'look only whether this configuration of an application (a file or a URL) trusts a test system',
      )
      .option('--json', 'print JSON'),
    ended,
    doctor,
  );

interface Flags extends SettingFlags {
  readonly relyingParty?: string;
}

async function doctor(flags: Flags): Promise<number> {
  const findings = await examine(flags);
  const ok = findings.every((finding) => finding.ok);
  if (flags.json) sayJson({ ok, findings });
  else say(findings.map(line).join('\n'));
  return ok ? OK : REFUSED;
}

async function examine({ relyingParty, ...flags }: Flags): Promise<readonly Finding[]> {
  const loaded = configFrom(flags);
  const always = relyingParty === undefined ? [...examineMachine(), ...examineParts()] : [];
  if ('faults' in loaded) {
    const faults = loaded.faults.map(({ key, reason }) =>
      ill('configuration', `${key} ${reason}`, 'mend it, and look again'),
    );
    return [...always, ...faults];
  }
  const { examineServer, ownAddresses } = await import('./server.js');
  if (relyingParty !== undefined) {
    const { examineRelyingParty } = await import('./relyingParty.js');
    return examineRelyingParty(relyingParty, ownAddresses(loaded.config));
  }
  const configured = well('configuration', 'is complete (standin start --check-config prints it)');
  return [...always, configured, ...(await examineServer(loaded.config))];
}

/** `note` where nothing is ill, and still something can be done. */
function line({ name, ok, detail, todo }: Finding): string {
  const mark = ok ? (todo === undefined ? 'ok  ' : 'note') : 'FAIL';
  return `${mark}  ${name.padEnd(16)}  ${detail}${todo === undefined ? '' : `; ${todo}`}`;
}
