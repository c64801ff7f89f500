/** A fenced block of a page. */
export interface Block {
  readonly language: string;
  /** What follows the language on its line: a file that the block is, or `shown` for what is not run. */
  readonly mark: string;
  readonly text: string;
}

/** Every fenced block of a page written in Markdown, in order. */
export const blocksOf = (markdown: string): readonly Block[] =>
  [...markdown.matchAll(/^```(\w*) ?(.*)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', mark = '', text = '']) => ({ language, mark, text }),
  );
