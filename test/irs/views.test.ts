import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CASCADIA, IRS } from '../../src/irs/agency.js';
import { benefitCaseOf } from '../../src/irs/benefits/benefitCase.js';
import { openOwnAssets } from '../../src/irs/ownAssets.js';
import type { IrsPage, IrsViews } from '../../src/irs/pages/views.js';
import { benefitsModel, depositsModel, officeModel } from '../../src/irs/pages/benefitPages.js';
import { refundModel, transcriptsModel } from '../../src/irs/pages/taxPages.js';
import type { Person } from '../../src/irs/person.js';
import { taxFileOf } from '../../src/irs/tax/taxFile.js';
import type { Taxpayer } from '../../src/irs/tax/taxpayer.js';
import { createRenderer } from '../../src/platform/render/renderer.js';

const folder = 'views/irs';
const render = createRenderer<IrsViews, IrsPage>({
  folder,
  assets: openOwnAssets(folder),
  strict: true,
});
const page: IrsPage = {
  locale: 'en',
  agency: IRS,
  visitor: { label: '<Maria> & "Co"', isVerified: true },
  hasReceived: true,
};
const maria: Person = { sub: 'p', level: { ial: 2, aal: 2 }, name: 'Maria Alvarez' };

const REFUNDS: readonly Taxpayer['latestReturn'][] = [
  { kind: 'refund', amount: 100, stage: 'received' },
  { kind: 'refund', amount: 100, stage: 'approved' },
  { kind: 'refund', amount: 100, stage: 'sent' },
  { kind: 'refund', amount: 100, stage: 'under_review' },
  { kind: 'owes', amount: 900 },
  { kind: 'not_filed' },
];

describe('the views of the simulated IRS', () => {
  it('have words for every trouble that has a page', () => {
    const words = JSON.parse(readFileSync(`${folder}/locales/en/trouble.json`, 'utf8')) as object;
    const kinds = Object.entries(words).filter(([, text]) => typeof text === 'object');
    expect(kinds.length).toBeGreaterThanOrEqual(15);
    for (const [kind] of kinds) {
      const model = { kind, service: 'refund', error: 'some_code', description: 'text' } as const;
      expect(render('trouble', model, page)).toContain(`irs-trouble-${kind}`);
    }
  });

  it.each(REFUNDS)('have words for a latest return like %j', (latestReturn) => {
    for (const filingStatus of ['single', 'married_joint', 'head_of_household'] as const) {
      const file = taxFileOf({ filingStatus, wages: 60_000, latestReturn }, '2026-11-22');
      expect(render('refund', refundModel(maria, file), page)).toContain('irs-refund-stage');
      const transcripts = render('transcripts', transcriptsModel(maria, file), page);
      for (const { year } of file.years) expect(transcripts).toContain(`irs-transcript-${year}`);
    }
  });

  it('have words for every household at Cascadia, none of them the IRS’', () => {
    const cascadia = { ...page, agency: CASCADIA };
    for (let i = 0; i < 50; i++) {
      const file = benefitCaseOf(`household ${i}`, '2026-11-22');
      expect(file).toEqual(benefitCaseOf(`household ${i}`, '2026-11-22'));
      const shown = [
        render('benefits', benefitsModel(maria, file), cascadia),
        render('deposits', depositsModel(maria, file), cascadia),
        render('office', officeModel({ ...maria, email: 'maria@example.com' }), cascadia),
      ].join('');
      expect(shown).toContain(file.number);
      expect(shown).not.toMatch(/IRS|Internal Revenue|href="\/(?:services|received)?"/);
    }
  });

  it('escape what a provider says about a person', () => {
    const html = render('nothingReceived', {}, page);
    expect(html).toContain('&lt;Maria&gt; &amp; &quot;Co&quot;');
  });
});
