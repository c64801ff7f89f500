import type { TestInfo } from '@playwright/test';
import type { Standin } from '../standin.js';
import type { Attempt, Message, Person } from '../types.js';

/** Attaches to the report of a test that failed what Standin knows of its person: messages, verifications, pictures. */
export async function attachFailure(
  info: TestInfo,
  standin: Standin,
  person: Pick<Person, 'id' | 'email'>,
): Promise<void> {
  const about = await standin.people.get(person.id);
  const messages = await messagesTo(standin, about);
  const { items: attempts } = await standin.attempts.list({ person: person.id });
  await attachJson(info, 'standin-messages', messages);
  await attachJson(info, 'standin-attempts', attempts);
  for (const [name, body] of await picturesOf(standin, about, attempts))
    await info.attach(name, { body: Buffer.from(body), contentType: 'image/jpeg' });
}

const attachJson = (info: TestInfo, name: string, value: unknown): Promise<void> =>
  info.attach(`${name}.json`, {
    body: JSON.stringify(value, null, 2),
    contentType: 'application/json',
  });

async function messagesTo({ messages }: Standin, { email, phone }: Person): Promise<Message[]> {
  const found: Message[] = [];
  for (const to of [email, phone])
    if (to !== undefined) found.push(...(await messages.list({ to })).items);
  return found;
}

/** The pictures that the person has to show, when a verification was under way. */
async function picturesOf(
  { people }: Standin,
  person: Person,
  attempts: readonly Attempt[],
): Promise<readonly (readonly [string, Uint8Array])[]> {
  if (attempts.length === 0) return [];
  const sides = ['front', 'back'].map(
    async (side) =>
      [`standin-${side}.jpg`, await people.document(person, 'drivers_license', side)] as const,
  );
  const selfie = ['standin-selfie.jpg', await people.picture(person, 'selfie')] as const;
  return [...(await Promise.all(sides)), selfie];
}
