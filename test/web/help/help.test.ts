import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadLocale } from '../../../src/platform/render/locale.js';
import { searchHelp } from '../../../src/web/help/search.js';
import { topicFor, topicForMessage } from '../../../src/web/help/topicFor.js';
import { HELP_TOPICS } from '../../../src/web/help/topics.js';

const words = loadLocale('views/locales/en', 'en', true);
const found = (query: string) => searchHelp(query, words).map(({ id }) => id);

describe('the search of the help centre', () => {
  it.each([
    ['blurred picture', 'pictures'],
    ['Glare', 'pictures'],
    ['How much does it cost?', 'fee'],
    ['lost authenticator app', 'lost_authenticator'],
    ['SOCIAL SECURITY', 'no_ssn'],
    ['Ünder 18', 'under_18'],
    ['recovery codes', 'lost_authenticator'],
    ['name changed', 'details'],
  ])('answers %j', (query, topic) => {
    expect(found(query)).toContain(topic);
  });

  it('puts the answer first that has most of the words, in its title above all', () => {
    expect(found('camera')[0]).toBe('camera');
    expect(found('my face is not recognised')[0]).toBe('selfie');
    expect(found('lost my authenticator app')[0]).toBe('lost_authenticator');
  });

  it('wants half of the words, and finds nothing by small words alone', () => {
    expect(found('camera zeppelin balloon')).toEqual([]);
    expect(found('what is it')).toEqual([]);
    expect(found('?!')).toEqual([]);
  });
});

describe('the answers', () => {
  it('lead to one another, never to themselves or nowhere', () => {
    const ids = HELP_TOPICS.map(({ id }) => id);
    for (const { id, related } of HELP_TOPICS) {
      expect(related).not.toContain(id);
      expect(ids).toEqual(expect.arrayContaining([...related]));
    }
  });

  it('have all their steps told', () => {
    const { topics } = JSON.parse(readFileSync('views/locales/en/help.json', 'utf8')) as {
      topics: Record<string, { steps?: object }>;
    };
    for (const { id, steps } of HELP_TOPICS)
      expect(Object.keys(topics[id]?.steps ?? {})).toHaveLength(steps);
    expect(Object.keys(topics)).toHaveLength(HELP_TOPICS.length);
  });

  it.each([
    ['document.image_blurred', 'pictures'],
    ['document.expired', 'documents'],
    ['selfie.face_mismatch', 'selfie'],
    ['data.name_mismatch', 'details'],
    ['data.underage', 'under_18'],
    ['fraud.velocity', 'declined'],
    ['anything.else', 'declined'],
  ])('fit the reason %s: %s', (reason, topic) => {
    expect(topicFor([reason])).toBe(topic);
  });

  it('fit a refusal by the key of its text, or keep quiet', () => {
    expect(topicForMessage('errors.throttled')).toBe('locked');
    expect(topicForMessage('link_expired')).toBe('no_mail');
    expect(topicForMessage('errors.form_expired')).toBeUndefined();
  });
});
