import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

interface Process {
  readonly pid: number;
  readonly parent: number;
}

/** What runs on this machine; an ended process that nobody has asked after yet does not. */
const running = (): readonly Process[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state = 'Z']) => !state.startsWith('Z'))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));

export const childrenOf = (parent: number): number[] =>
  running()
    .filter((process) => process.parent === parent)
    .map(({ pid }) => pid);

export const isAlive = (pid: number): boolean => running().some((process) => process.pid === pid);

/** Waits until it is so; throws after `ms`. */
export async function until(what: () => boolean, ms = 15_000): Promise<void> {
  for (const end = Date.now() + ms; !what(); await sleep(20))
    if (Date.now() > end) throw new Error(`not so within ${ms} ms: ${what.toString()}`);
}
