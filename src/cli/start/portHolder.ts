import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { promisify } from 'node:util';

/** A process that listens on a port. */
export interface PortHolder {
  readonly pid: number;
  /** Its command line, shortened. */
  readonly command: string;
}

const LONGEST = 80;
const short = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;

/** Who listens on a TCP port of this machine; undefined when that cannot be seen (another user's process, another system). */
export async function holderOf(port: number): Promise<PortHolder | undefined> {
  try {
    return process.platform === 'linux' ? fromProc(port) : await fromLsof(port);
  } catch {
    return undefined;
  }
}

/** "node server.js (process 123)", as far as it is known. */
export async function holderText(port: number): Promise<string> {
  const holder = await holderOf(port);
  return holder ? `${holder.command} (process ${holder.pid})` : 'another program';
}

const LISTENING = '0A'; // proc(5), /proc/net/tcp: TCP_LISTEN

function fromProc(port: number): PortHolder | undefined {
  const wanted = new Set(
    ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => socketsOn(table, port)),
  );
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    if (wanted.size > 0 && holdsOne(pid, wanted))
      return { pid: Number(pid), command: commandOf(pid) };
  return undefined;
}

/** Inodes, as links name them, of the sockets that listen on the port. */
function socketsOn(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = readOr(table, '').split('\n').slice(1);
  return rows.flatMap((row) => {
    const [, local, , state, , , , , , inode] = row.trim().split(/\s+/);
    return local?.endsWith(suffix) && state === LISTENING ? [`socket:[${inode ?? ''}]`] : [];
  });
}

function holdsOne(pid: string, sockets: ReadonlySet<string>): boolean {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).some((fd) => sockets.has(linkOr(`${folder}/${fd}`)));
  } catch {
    return false; // another user's, or gone meanwhile
  }
}

const commandOf = (pid: string): string =>
  short(readOr(`/proc/${pid}/cmdline`, '').replaceAll('\0', ' ').trim() || 'a program');

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}

function linkOr(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}

/** macOS and BSD: fields `p` (pid) and `c` (command), one a line. */
async function fromLsof(port: number): Promise<PortHolder | undefined> {
  const args = ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'];
  const { stdout } = await promisify(execFile)('lsof', args, { timeout: 2000 });
  const pid = /^p(\d+)$/m.exec(stdout)?.[1];
  return pid === undefined
    ? undefined
    : { pid: Number(pid), command: short(/^c(.+)$/m.exec(stdout)?.[1] ?? 'a program') };
}
