const PATTERN =
  /^[^\s@"(),:;<>[\\\]]{1,64}@(?=.{1,255}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i;

/** Accepts what mail servers accept in practice (RFC 5321 section 4.5.3.1 lengths, no quoted local parts). */
export const isEmailAddress = (text: string): boolean => text.length <= 254 && PATTERN.test(text);

/** The form in which addresses are compared: one account per address, whatever its case. */
export const normalizeEmail = (text: string): string => text.trim().normalize('NFC').toLowerCase();
