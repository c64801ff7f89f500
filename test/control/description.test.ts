import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openControl, type Control } from './support.js';
import { routesOf } from '../../src/control/api.js';
import { validate } from '../../src/control/http/validate.js';

let control: Control;
let document: ReturnType<typeof JSON.parse>;
beforeAll(async () => {
  control = await openControl();
  document = (await control.call('GET', '/openapi.json')).body;
});
afterAll(() => control.close());

/** Every $ref anywhere below. */
const references = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, member]) =>
        name === '$ref' ? [String(member)] : references(member),
      );

describe('the description (OpenAPI 3.1)', () => {
  it('names every operation once, with its parameters in the path', () => {
    const operations = Object.entries<Record<string, any>>(document.paths).flatMap(
      ([path, methods]) => Object.values(methods).map((operation) => ({ path, ...operation })),
    );
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(operations.length).toBe(routesOf(control.deps).length + 1);
    for (const { path, parameters } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const described = parameters
        .filter((one: { in: string }) => one.in === 'path')
        .map(({ name }: { name: string }) => name);
      expect(described).toEqual(named);
    }
  });

  it('leads nowhere that is not there', () => {
    const targets = new Set(references(document));
    expect(targets.size).toBeGreaterThan(20);
    for (const target of targets) {
      const name = /^#\/components\/schemas\/(.+)$/.exec(target)?.[1] ?? target;
      expect(Object.keys(document.components.schemas)).toContain(name);
    }
  });

  it('describes every refusal as a problem document (RFC 9457)', () => {
    const { responses } = document.paths['/people'].post;
    expect(Object.keys(responses['422'].content)).toEqual(['application/problem+json']);
  });

  it('gives examples that its own schemas accept', () => {
    const bodies = routesOf(control.deps).filter(({ body }) => body);
    for (const { path, body, example } of bodies) {
      expect([path, validate(body!, example)]).toMatchObject([path, { ok: true }]);
    }
    expect(bodies.length).toBeGreaterThan(10);
  });

  it('closes every schema of a body against unknown members', () => {
    for (const name of [
      'PersonRequest',
      'PersonChange',
      'ClientRequest',
      'ClientChange',
      'OutcomeRequest',
    ])
      expect(document.components.schemas[name].additionalProperties).toBe(false);
  });

  it('is a page too, without script or style of its own', async () => {
    const { status, body, headers } = await control.call('GET', '/control/docs');
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^text\/html/);
    expect(body).toMatch(/<details[^>]*><summary>[^]*?<div[^>]* id="postPeople">/);
    expect(body).toContain('/clients/my-app');
    expect(body).toContain('href="#schema-PersonRequest"');
    expect(body).toContain('href="/assets/standin.css"');
    expect(body).not.toMatch(/<script|<style|style=/);
  });
});
