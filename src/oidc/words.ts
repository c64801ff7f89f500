/** A list as OAuth writes it: with spaces between (RFC 6749 section 3.3). */
export const words = (value: unknown): readonly string[] =>
  typeof value === 'string' ? value.split(' ').filter((word) => word !== '') : [];
