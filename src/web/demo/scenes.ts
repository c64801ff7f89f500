/** Pictures of one try, by the press's words for their wear; what is not named is good. */
export interface Try {
  readonly front?: string;
  readonly selfie?: string;
}

/** A short story that is really played: somebody new with Maria's papers, and what they try, one after the other. */
export interface Scene {
  readonly id: 'passes' | 'thief' | 'blurred';
  readonly tries: readonly Try[];
  /** Needs somebody else's face, and one that nobody takes for hers. */
  readonly thief?: true;
}

export const SCENES: readonly Scene[] = [
  { id: 'passes', tries: [{}] },
  // Her licence and her password, but another face: as often as a step may be tried.
  {
    id: 'thief',
    thief: true,
    tries: Array.from({ length: 3 }, () => ({ selfie: 'someone_else' })),
  },
  { id: 'blurred', tries: [{ front: 'blurred' }, {}] },
];
