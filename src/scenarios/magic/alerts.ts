import type { ReasonCode } from '../../proofing/index.js';
import { isMapping, type Payload } from './payload.js';

/** Login.gov's alerts by name (identity-idp, doc_auth error generator), in Standin's reasons. */
const REASON_OF: Readonly<Record<string, ReasonCode>> = {
  '1D Control Number Valid': 'document.barcode_unreadable',
  '2D Barcode Content': 'document.barcode_unreadable',
  '2D Barcode Read': 'document.barcode_unreadable',
  'Birth Date Crosscheck': 'document.barcode_print_mismatch',
  'Birth Date Valid': 'document.dates_inconsistent',
  'Control Number Crosscheck': 'document.barcode_print_mismatch',
  'Document Classification': 'document.type_not_supported',
  'Document Crosscheck Aggregation': 'document.barcode_print_mismatch',
  'Document Expired': 'document.expired',
  'Document Number Crosscheck': 'document.barcode_print_mismatch',
  'Expiration Date Crosscheck': 'document.barcode_print_mismatch',
  'Expiration Date Valid': 'document.dates_inconsistent',
  'Full Name Crosscheck': 'document.barcode_print_mismatch',
  'Issue Date Crosscheck': 'document.barcode_print_mismatch',
  'Issue Date Valid': 'document.dates_inconsistent',
  'Layout Valid': 'document.template_mismatch',
  'Near-Infrared Response': 'document.security_features_missing',
  'Photo Printing': 'document.tampered',
  'Physical Document Presence': 'document.photo_of_screen',
  'Sex Crosscheck': 'document.barcode_print_mismatch',
  'Visible Color Response': 'document.security_features_missing',
  'Visible Pattern': 'document.security_features_missing',
  'Visible Photo Characteristics': 'document.no_portrait',
};

/** Reasons of the failed alerts. A barcode that alone needs attention is none: the person is asked whether the data is right. */
export function alertReasons({ failed_alerts }: Payload): readonly ReasonCode[] {
  const alerts = Array.isArray(failed_alerts) ? failed_alerts.filter(isMapping) : [];
  const [only] = alerts;
  const attention = only?.['name'] === '2D Barcode Read' && only['result'] === 'Attention';
  if (alerts.length === 1 && attention) return [];
  return alerts.slice(0, 50).flatMap(({ name }) => REASON_OF[String(name)] ?? []);
}
