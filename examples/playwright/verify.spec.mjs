import { expect, test } from 'standin/playwright';

test('a person signs in and sees their level', async ({ page, person, signInAs, standin }) => {
  await signInAs(page, person);
  await page.goto(`${standin.url}/account`);
  await expect(page.locator('[data-testid=ial]')).toBeVisible();
});

test('an expired licence is refused, in front of the camera', async ({
  page,
  person,
  journey,
  camera,
}) => {
  const wears = { front: 'expired', back: 'expired' };
  camera.show(person, { wears });
  expect(await journey(page).verify(person, { byCamera: true, until: 'selfie' })).toBe('retry');
  await expect(page.locator('[data-reason="document.expired"]')).toBeVisible();
});
