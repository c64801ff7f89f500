/** Addresses in the pages that stand for those of the server that shows them. */
export const SAMPLE_BASE = 'http://localhost:4545';
const SAMPLE_IRS = 'http://localhost:4546';
/** The client that the pages register and use. */
export const EXAMPLE_CLIENT = 'my-app';

export interface LiveValues {
  /** `<origin>` or `<origin>/s/<sandbox>`. */
  readonly base: string;
  /** The simulated IRS, where one runs. */
  readonly irs?: string | undefined;
}

/** The same text, Markdown or HTML, with this sandbox's addresses: what is copied from it works here. */
export const withLiveValues = (text: string, { base, irs = SAMPLE_IRS }: LiveValues): string =>
  text.replaceAll(SAMPLE_BASE, base).replaceAll(SAMPLE_IRS, irs);
