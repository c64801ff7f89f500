import type { BrowserContext, TestInfo } from '@playwright/test';
import type { Standin } from '../standin.js';

/** The newest of a test; what matters is near its end. */
const MOST_TRACES = 10;

/** Takes note of where the provider's answers to a browser say they can be looked at: `Standin-Trace`. */
export function followTraces(context: BrowserContext): ReadonlySet<string> {
  const traces = new Set<string>();
  context.on('response', (response) => {
    const trace = response.headers()['standin-trace'];
    if (trace !== undefined) traces.add(trace);
  });
  return traces;
}

/** Attaches their pages: the request, the rule that refused it, the fix. They are gone with the server. */
export async function attachTraces(
  info: TestInfo,
  { token }: Pick<Standin, 'token'>,
  traces: ReadonlySet<string>,
): Promise<void> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  let number = 0;
  for (const trace of [...traces].slice(-MOST_TRACES)) {
    const page = await fetch(trace, { headers });
    const body = await page.text();
    if (!page.ok) continue;
    await info.attach(`standin-trace-${++number}.html`, { body, contentType: 'text/html' });
  }
}
