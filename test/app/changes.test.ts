import { describe, expect, it } from '@jest/globals';
import { createChanges } from '../../src/app/changes.js';
import { follow } from '../../src/platform/changes.js';

const report = (error: unknown) => {
  throw error;
};
const until = async (isTrue: () => boolean) => {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('waiting for changes', () => {
  it('ends at the commit that brings what is looked for, and not before', async () => {
    const changes = createChanges({ report });
    const found: string[] = [];
    let looks = 0;
    const following = follow(changes, 'default', {
      look: async () => {
        looks += 1;
        return [...found];
      },
      isEnough: (list) => list.length > 1,
      ms: 60_000,
    });
    await until(() => looks === 1);
    found.push('one');
    changes.announce('default', ['a.b']);
    await until(() => looks === 2);
    found.push('two');
    changes.announce('default', ['a.b']);
    expect(await following).toEqual(['one', 'two']);
    expect(looks).toBe(3);
  });

  it('misses nothing that is committed while it looks', async () => {
    const changes = createChanges({ report });
    let there = false;
    const look = async () => {
      const seen = there;
      if (!there) {
        there = true;
        changes.announce('default', ['a.b']);
      }
      return seen;
    };
    expect(await follow(changes, 'default', { look, isEnough: Boolean, ms: 60_000 })).toBe(true);
  });

  it('is not woken by other sandboxes, nor by events that do not concern it', async () => {
    const changes = createChanges({ report });
    const woken: string[] = [];
    changes.listen('a', () => woken.push('any'));
    const stop = changes.listen(
      'a',
      () => woken.push('mail'),
      (type) => type === 'message.sent',
    );
    changes.announce('b', ['message.sent']);
    changes.announce('a', ['account.created']);
    expect(woken.splice(0)).toEqual(['any']);
    changes.announce('a', ['account.created', 'message.sent']);
    expect(woken.splice(0)).toEqual(['any', 'mail']);
    stop();
    changes.announce('a', ['message.sent']);
    expect(woken).toEqual(['any']);
  });

  it('ends when its time is over, when nobody waits any more, and when the server stops', async () => {
    const changes = createChanges({ report });
    const never = { look: async () => 'nothing', isEnough: () => false };
    expect(await follow(changes, 'default', { ...never, ms: 20 })).toBe('nothing');
    const gone = new AbortController();
    const left = follow(changes, 'default', { ...never, ms: 60_000, signal: gone.signal });
    gone.abort();
    expect(await left).toBe('nothing');
    const stopped = follow(changes, 'default', { ...never, ms: 60_000 });
    changes.close();
    expect(await stopped).toBe('nothing');
  });

  it('asks for the numbers of all sandboxes at once, however many wait, and only while somebody does', async () => {
    const asked: (readonly string[])[] = [];
    const seqs = new Map([
      ['a', 1],
      ['b', 1],
    ]);
    const changes = createChanges({
      report,
      seqsOf: async (sandboxes) => {
        asked.push(sandboxes);
        return new Map(seqs);
      },
    });
    let woken = 0;
    const stops = Array.from({ length: 500 }, (_, i) =>
      changes.listen(i % 2 === 0 ? 'a' : 'b', () => (woken += 1)),
    );
    await until(() => asked.length === 1 && woken === 500); // it may have changed before the first glance
    seqs.set('a', 2);
    await until(() => woken === 750);
    expect(asked.every((sandboxes) => sandboxes.length === 2)).toBe(true);
    for (const stop of stops) stop();
    const glances = asked.length;
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(asked.length - glances).toBeLessThanOrEqual(1);
  });
});
