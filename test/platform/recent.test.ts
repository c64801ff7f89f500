import { describe, expect, it } from '@jest/globals';
import { createRecent } from '../../src/platform/recent.js';

describe('recent entries', () => {
  it('are found by name until they are deleted', () => {
    const recent = createRecent<number>(2);
    recent.set('a', 1);
    expect(recent.get('a')).toBe(1);
    recent.delete('a');
    expect(recent.get('a')).toBeUndefined();
  });

  it('give way to newer ones, the least recently used first, whether read or set', () => {
    const recent = createRecent<number>(3);
    for (const [i, name] of ['a', 'b', 'c'].entries()) recent.set(name, i);
    recent.get('a');
    recent.set('b', 7);
    recent.set('d', 9);
    expect(['a', 'b', 'c', 'd'].map((name) => recent.get(name))).toEqual([0, 7, undefined, 9]);
  });
});
