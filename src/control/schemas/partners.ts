import { z } from 'zod';
import { SCOPE_CLAIMS } from '../../assurance/index.js';
import { standingOutcomes } from './outcomes.js';
import { givenId, instant, listOf, shortText } from './common.js';

const CLAIMS = [...new Set(Object.values(SCOPE_CLAIMS).flat())] as [string, ...string[]];

const policy = z
  .strictObject({
    ial: z.union([z.literal(1), z.literal(2)]).optional(),
    aal: z.union([z.literal(1), z.literal(2)]).optional(),
    attributes: z.array(z.enum(CLAIMS)).max(CLAIMS.length).optional(),
    outcomes: standingOutcomes.optional(),
  })
  .meta({
    id: 'PartnerPolicy',
    description:
      'The most it may ask for (everything unless said), and what steps come to for its people.',
  });

const name = z.string().min(1).max(100);
const logo = z.string().min(1).max(100_000).describe('An http(s) URL or a picture as data URL.');
const contacts = z.array(z.email('must be an e-mail address').max(254)).max(20);

export const partnerRequest = z
  .strictObject({
    id: givenId.optional(),
    name,
    logo: logo.optional(),
    contacts: contacts.optional(),
    policy: policy.optional(),
  })
  .meta({ id: 'PartnerRequest' });
export type PartnerRequest = z.input<typeof partnerRequest>;

export const partnerChange = z
  .strictObject({
    name: name.optional(),
    logo: logo.optional(),
    contacts: contacts.optional(),
    policy: policy.optional(),
  })
  .meta({ id: 'PartnerChange' });
export type PartnerChange = z.input<typeof partnerChange>;

export const partner = z
  .object({
    id: z.string(),
    name: shortText,
    logo: z.string().optional(),
    contacts: z.array(z.string()),
    policy,
    created_at: instant,
  })
  .meta({ id: 'Partner' });
export type Partner = z.infer<typeof partner>;

export const partnerList = listOf(partner).meta({ id: 'PartnerList' });
