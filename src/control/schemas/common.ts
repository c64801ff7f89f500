import { z } from 'zod';

/** Ids that a creator may choose (lower case, digits, dashes). */
export const givenId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be 1 to 63 lower-case letters, digits and dashes');

/** Any id, reference or handle on its way in. */
export const reference = z.string().min(1).max(254);
export const shortText = z.string().min(1).max(200);
export const tag = z.string().min(1).max(100).describe('Ties parallel tests that share a server.');
export const instant = z.string().describe('ISO 8601 with zone.');

const limit = z.coerce
  .number<number>()
  .int()
  .min(1)
  .max(200)
  .default(50)
  .describe('At most so many items, 1 to 200; 50 unless said.');

/** Paging of every list: `after` is the id of an item, or the `next` of the page before. */
export const page = {
  limit,
  after: reference.optional().describe('The id of an item, or the `next` of the page before.'),
};
export const pageQuery = z.strictObject(page);
export type PageQuery = z.input<typeof pageQuery>;

export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().optional() });

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    errors: z.array(
      z.object({
        path: z
          .string()
          .describe('JSON Pointer into the body, or into the parameters of the query.'),
        message: z.string(),
        known: z.array(z.string()).optional(),
      }),
    ),
  })
  .meta({ id: 'Problem', description: 'RFC 9457.' });
export type Problem = z.infer<typeof problemSchema>;
