import type { Marked, MarkedExtension, Token, Tokens } from 'marked';
import { escapeHtml } from '../../platform/render/escapeHtml.js';

/** A part of a page below a heading; the part before the first one has the page's title. */
export interface DocSection {
  /** Of the heading, for links: made as GitHub makes it, so that links hold in both places. */
  readonly id: string;
  readonly heading: string;
  readonly depth: number;
  /** Without markup, for searching. */
  readonly text: string;
}

export interface ReadPage {
  readonly title: string;
  readonly html: string;
  readonly sections: readonly DocSection[];
}

/** Prints a page written in GitHub-flavoured Markdown. HTML in it stands as text; `pages` is the address of the folder of pages. */
export async function readMarkdown(markdown: string, pages: string): Promise<ReadPage> {
  const { Marked: Reader } = await import('marked');
  const reader = new Reader(optionsFor(pages));
  const sections = sectionsOf(reader, markdown);
  return {
    title: sections[0]?.heading ?? '',
    sections,
    html: reader.parse(markdown, { async: false }),
  };
}

function optionsFor(pages: string): MarkedExtension {
  const idOf = headingIds();
  return {
    gfm: true,
    renderer: {
      html: ({ text }) => escapeHtml(text),
      image: ({ text }) => escapeHtml(text),
      heading({ tokens, depth, text }) {
        const id = idOf(plain(text));
        return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const words = this.parser.parseInline(tokens);
        const target = targetOf(href, pages);
        return target === undefined
          ? words
          : `<a class="usa-link" href="${escapeHtml(target)}">${words}</a>`;
      },
      code: ({ text }) => `<pre tabindex="0"><code>${escapeHtml(text)}</code></pre>\n`,
      table: tableHtml,
    },
  };
}

/** A page beside this one, a place on it, or an absolute address; files of the repository have none here. */
function targetOf(href: string, pages: string): string | undefined {
  const beside = /^([\w-]+)\.md(#[\w.-]+)?$/.exec(href);
  if (beside) return `${pages}/${slugOf(href.slice(0, href.indexOf('.md')))}${beside[2] ?? ''}`;
  return /^(https?:\/\/|#)/.test(href) ? href : undefined;
}

/** A page's name in its address: `docs/ACCESSIBILITY.md` is `/docs/accessibility`. */
export const slugOf = (name: string): string => name.toLowerCase();

type Printer = { readonly parser: { parseInline(tokens: Token[]): string } };

/** Tables scroll in a frame of their own, so that no page is wider than the screen. */
function tableHtml(this: Printer, { header, rows }: Tokens.Table): string {
  const cell = (tag: string, { tokens }: Tokens.TableCell) =>
    `<${tag}>${this.parser.parseInline(tokens)}</${tag.split(' ')[0] ?? tag}>`;
  const row = (cells: readonly string[]) => `<tr>${cells.join('')}</tr>`;
  const head = row(header.map((one) => cell('th scope="col"', one)));
  const body = rows.map((one) => row(one.map((each) => cell('td', each)))).join('');
  return `<div class="prose__table" tabindex="0"><table><thead>${head}</thead><tbody>${body}</tbody></table></div>\n`;
}

const plain = (inline: string): string =>
  inline.replace(/[`*]/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');

/** Ids as GitHub gives them: punctuation goes, spaces become hyphens, and a second of the same name gets `-1`. */
function headingIds(): (heading: string) => string {
  const taken = new Map<string, number>();
  return (heading) => {
    const id = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-');
    const times = taken.get(id) ?? 0;
    taken.set(id, times + 1);
    return times === 0 ? id : `${id}-${times}`;
  };
}

function sectionsOf(reader: Marked, markdown: string): readonly DocSection[] {
  const idOf = headingIds();
  const sections: { id: string; heading: string; depth: number; text: string }[] = [];
  for (const token of reader.lexer(markdown)) {
    if (token.type === 'heading') {
      const { text, depth } = token as Tokens.Heading;
      sections.push({ id: idOf(plain(text)), heading: plain(text), depth, text: '' });
    } else {
      const last = sections.at(-1);
      if (last) last.text = `${last.text} ${wordsOf(token)}`.trim();
    }
  }
  return sections;
}

/** What a block says: its source without table rules, fences and targets of links. */
const wordsOf = ({ raw }: Token): string =>
  plain(raw.replace(/^```.*$/gm, ''))
    .replace(/^[-|: ]+$/gm, '')
    .replace(/^\s*[-#>|]+\s|[|]/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim();
