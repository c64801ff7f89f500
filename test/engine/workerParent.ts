// Says the process id of a worker that it started, and waits to be killed.
import { createWorker } from '../../src/engine/worker.js';

export interface Order {
  readonly file: string;
}

const { file } = JSON.parse(process.argv[2] ?? '{}') as Order;
const worker = createWorker(file, 60_000);
const answer = await worker.run({ do: 'self' }, 15_000);
if (answer.ok) process.send?.((answer.value as { pid: number }).pid);
setInterval(() => undefined, 1000);
