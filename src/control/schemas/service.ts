import { z } from 'zod';
import { instant } from './common.js';

export const serviceInfo = z
  .object({
    version: z.string(),
    now: instant.describe("The server's clock."),
    sandbox: z.string(),
    issuers: z.record(z.string(), z.string()).describe('By profile.'),
    urls: z.object({
      base: z.string(),
      control: z.string(),
      openapi: z.string(),
      docs: z.string(),
      inbox: z.string(),
      irs: z.string().optional(),
    }),
    features: z.object({ engine: z.boolean() }),
  })
  .meta({ id: 'Service' });
export type Service = z.infer<typeof serviceInfo>;
