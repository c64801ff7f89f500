import { BENEFIT_SERVICES, TAX_SERVICES, type Service } from './services.js';

/** What makes one agency's site another's. Its words are those of the locale area of its name, its icon `<id>.svg`. */
export interface Agency {
  readonly id: 'irs' | 'cascadia';
  /** Stands before every address of its site. */
  readonly path: '' | '/cascadia';
  readonly services: readonly Service[];
  /** Style sheets, the later over the earlier. */
  readonly styles: readonly string[];
}

export const IRS: Agency = {
  id: 'irs',
  path: '',
  services: TAX_SERVICES,
  styles: ['irs.css'],
};

/** Of the invented state: somebody verified for the IRS is known here, too, once they agree. */
export const CASCADIA: Agency = {
  id: 'cascadia',
  path: '/cascadia',
  services: BENEFIT_SERVICES,
  styles: ['irs.css', 'cascadia.css'],
};
