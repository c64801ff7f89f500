/** Exit codes of every verb (contract section 1). */
export const OK = 0;
export const REFUSED = 1;
export const USAGE = 2;
