/** Contract section 8, for every upload; judged by the header, before anything is decoded. */
export const MAX_BYTES = 16 * 1024 * 1024;
export const MAX_PIXELS = 50_000_000;
