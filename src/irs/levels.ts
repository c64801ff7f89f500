/** How sure a relying party is: of who the person is (IAL) and of who is signing in (AAL); NIST SP 800-63-4. */
export interface Level {
  readonly ial: number;
  readonly aal: number;
}

const ASSURANCE = 'http://idmanagement.gov/ns/assurance/';
const ACR = /^http:\/\/idmanagement\.gov\/ns\/assurance\/(?:ial\/([12])\/)?aal\/([123])$/;

/** The level an `acr` stands for; undefined for a text that is none of the assurance URIs. No IAL in it means 1. */
export function levelOf(acr: unknown): Level | undefined {
  const found = typeof acr === 'string' ? ACR.exec(acr) : null;
  return found ? { ial: Number(found[1] ?? 1), aal: Number(found[2]) } : undefined;
}

/** The `acr` to ask for when this level is needed. */
export const acrOf = ({ ial, aal }: Level): string =>
  `${ASSURANCE}${ial > 1 ? `ial/${ial}/` : ''}aal/${aal}`;

/** Whether what was achieved is at least what is needed; both parts count, neither makes up for the other. */
export const reaches = (achieved: Level, needed: Level): boolean =>
  achieved.ial >= needed.ial && achieved.aal >= needed.aal;
