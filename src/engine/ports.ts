// The engine's only view of proofing: the shapes it answers with.
export type {
  CheckContext,
  CheckReport,
  CheckResult,
  DocumentCheck,
  DocumentData,
  DocumentPictures,
  DocumentReport,
  DocumentType,
  ReasonCode,
  SelfieCheck,
  Side,
  VendorFault,
} from '../proofing/index.js';
