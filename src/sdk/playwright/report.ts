import type { TestInfo } from '@playwright/test';
import { isGone } from '../errors.js';
import type { Standin } from '../standin.js';
import type { Attempt, Event, Message, Person } from '../types.js';
import { shownOf } from './shown.js';

/**
 * Attaches to the report of a test that failed what Standin knows of its person: messages, verifications, events, pictures. Of
 * somebody whom the test removed, the events alone are left.
 */
export async function attachFailure(
  info: TestInfo,
  standin: Standin,
  person: Pick<Person, 'id' | 'email'>,
): Promise<void> {
  await attachJson(info, 'standin-events', await eventsOf(standin, person));
  const about = await standin.people.get(person.id).catch((error: unknown) => {
    if (!isGone(error)) throw error;
  });
  if (!about) return;
  const { items: attempts } = await standin.attempts.list({ person: person.id });
  await attachJson(info, 'standin-messages', await messagesTo(standin, about));
  await attachJson(info, 'standin-attempts', attempts);
  for (const [name, body] of await picturesOf(standin, about, attempts))
    await info.attach(name, { body: Buffer.from(body), contentType: 'image/jpeg' });
}

const attachJson = (info: TestInfo, name: string, value: unknown): Promise<void> =>
  info.attach(`${name}.json`, {
    body: JSON.stringify(value, null, 2),
    contentType: 'application/json',
  });

/** In the order in which they happened: who did what, and what the rules said to it. */
async function eventsOf({ events }: Standin, { id }: Pick<Person, 'id'>): Promise<Event[]> {
  const found: Event[] = [];
  for await (const event of events.all({ person: id, limit: 200 })) found.push(event);
  return found;
}

async function messagesTo({ messages }: Standin, { email, phone }: Person): Promise<Message[]> {
  const found: Message[] = [];
  for (const to of [email, phone])
    if (to !== undefined) found.push(...(await messages.list({ to })).items);
  return found;
}

type Named = readonly (readonly [string, Uint8Array])[];

/**
 * The pictures that were submitted, as far as the server keeps them; else those that the test showed, since refused ones and
 * those of a verification that is decided are gone; else what the person has to show.
 */
async function picturesOf(
  standin: Standin,
  person: Person,
  attempts: readonly Attempt[],
): Promise<Named> {
  const kept = attempts.flatMap(({ id, pictures }) =>
    pictures.map(
      async (which) =>
        [`standin-submitted-${which}.jpg`, await standin.attempts.picture(id, which)] as const,
    ),
  );
  if (kept.length > 0) return Promise.all(kept);
  const shown = [...shownOf(person)];
  if (shown.length > 0)
    return shown.map(([what, picture]) => [`standin-shown-${what}.jpg`, picture] as const);
  return attempts.length > 0 ? specimens(standin, person) : [];
}

async function specimens({ people }: Standin, person: Person): Promise<Named> {
  const sides = ['front', 'back'].map(
    async (side) =>
      [`standin-${side}.jpg`, await people.document(person, 'drivers_license', side)] as const,
  );
  const selfie = ['standin-selfie.jpg', await people.picture(person, 'selfie')] as const;
  return [...(await Promise.all(sides)), selfie];
}
