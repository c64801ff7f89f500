/** The first line of every generated page, which says what may not be edited by hand. */
export const page = (title: string, lead: string, ...parts: readonly string[]): string =>
  [`# ${title}`, lead, ...parts].join('\n\n') + '\n';

/** A table in GitHub-flavoured Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

export const code = (text: string): string => `\`${text}\``;

export const codes = (texts: readonly string[]): string => texts.map(code).join(', ');
