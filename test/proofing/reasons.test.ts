import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isReasonCode, REASONS } from '../../src/proofing/index.js';

const texts = JSON.parse(
  readFileSync(new URL('../../views/locales/en/reasons.json', import.meta.url), 'utf8'),
) as Record<string, string>;
const codes = Object.keys(REASONS);

describe('reason codes', () => {
  it('have a public sentence each, and no sentence is left without its code', () => {
    expect(Object.keys(texts).sort()).toEqual([...codes].sort());
    for (const text of Object.values(texts)) expect(text).toMatch(/^[A-Z].{20,}\.$/s);
  });

  it('tell the public the same thing for every disagreement of data (63A section 3.2.1)', () => {
    const mismatches = codes.filter((code) => /^data\..*(?:match|unverified)$/.test(code));
    expect(mismatches.length).toBeGreaterThan(6);
    expect(new Set(mismatches.map((code) => texts[code])).size).toBe(1);
  });

  it('tell the public the same thing for every sign of forgery or attack', () => {
    const forged = ['document.tampered', 'document.template_mismatch', 'document.compromised'];
    expect(new Set(forged.map((code) => texts[code])).size).toBe(1);
    const attacks = codes.filter((code) => code.startsWith('liveness.'));
    expect(new Set(attacks.map((code) => texts[code])).size).toBe(1);
  });

  it('blame the system for vendors only, so that no submission is burned by one', () => {
    const system = codes.filter(
      (code) => isReasonCode(code) && REASONS[code].disposition === 'system',
    );
    expect(system.every((code) => /^vendor\.|\.issuer_unavailable$/.test(code))).toBe(true);
  });

  it('are a closed list: members of Object.prototype are not among them', () => {
    expect(isReasonCode('document.expired')).toBe(true);
    expect(isReasonCode('toString')).toBe(false);
  });
});
