import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isInventedSsn, personFrom } from '../../src/press/index.js';
import { isNeverIssued } from '../../src/proofing/ssn.js';
import { persona } from './support.js';

const ids = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/);

describe('a persona as a template (contract section 4)', () => {
  it('keeps who she is and gives the new person numbers of her own', () => {
    const maria = persona('maria');
    const person = personFrom(maria, 'maria-2');
    expect(person.attributes).toMatchObject({
      given_name: 'Maria',
      family_name: 'Alvarez',
      birthdate: '1991-06-14',
    });
    expect(person.face).toBe(maria.face);
    expect(person.email).toBe('maria-2@example.com');
    expect(person.attributes.ssn).not.toBe(maria.attributes.ssn);
    expect(person.attributes.phone).not.toBe(maria.attributes.phone);
    expect(person.documents.passport?.number).not.toBe(maria.documents.passport?.number);
    expect(person.documents.passport?.expires_on).toBe(maria.documents.passport?.expires_on);
  });

  it('makes ten people from one persona that never collide', () => {
    const people = Array.from({ length: 10 }, (_, i) => personFrom(persona('maria'), `run-${i}`));
    expect(new Set(people.map(({ attributes }) => attributes.ssn)).size).toBe(10);
    expect(new Set(people.map(({ documents }) => documents.drivers_license?.number)).size).toBe(10);
  });

  it('gives what is given precedence, also when it is given as absent', () => {
    const attributes = { family_name: 'Quill', ssn: undefined };
    const person = personFrom(persona('maria'), 'a', { email: 'q@example.com', attributes });
    expect(person.email).toBe('q@example.com');
    expect(person.attributes.family_name).toBe('Quill');
    expect(person.attributes.ssn).toBeUndefined();
  });

  it('leaves out what the persona lacks', () => {
    expect(personFrom(persona('nadia'), 'n').attributes.ssn).toBeUndefined();
    expect(personFrom(persona('oscar'), 'o').attributes.phone).toBeUndefined();
  });

  it('issues no document before the birth of the person', () => {
    const person = personFrom(undefined, 'baby', { attributes: { birthdate: '2026-01-01' } });
    expect(person.documents.drivers_license?.issued_on).toBe('2026-01-01');
  });

  it('invents everything else, the same each time, with numbers that nobody has', () => {
    fc.assert(
      fc.property(ids, (id) => {
        const person = personFrom(undefined, id);
        expect(personFrom(undefined, id)).toEqual(person);
        const { ssn = '', phone } = person.attributes;
        expect(isInventedSsn(ssn) && isNeverIssued(ssn)).toBe(true);
        expect(phone).toMatch(/^\+1[2-9][0-8][02-9]55501\d\d$/);
        expect(person.attributes.address?.region).toBe('ZC');
        expect(Object.keys(person.documents)).toHaveLength(4);
      }),
    );
  });
});
