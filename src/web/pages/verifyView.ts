import type { DocumentType } from '../../proofing/index.js';
import type { Form, PartnerBrand } from './common.js';

/** Verifying without a partner's request: asks with GET for `partner`, '' for nobody but oneself. */
export interface VerifyModel extends Form<'partner'> {
  readonly organisations: readonly (PartnerBrand & { readonly id: string })[];
  readonly documentTypes: readonly DocumentType[];
}
