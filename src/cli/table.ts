/** A column: its head and what a row shows in it; nothing is shown as a dash. */
export type Column<Row> = readonly [head: string, cell: (row: Row) => unknown];

const GAP = '  ';

/** Names come from people: control characters would drive the terminal. */
const printable = (value: unknown): string => {
  const text = textOf(value).replace(/[\u0000-\u001f\u007f-\u009f]/gu, '\ufffd');
  return text === '' ? '-' : text;
};

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(' ');
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const widthOf = (text: string): number => [...text].length;
const padTo = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));

function aligned(lines: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const line of lines)
    line.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, widthOf(cell))));
  return lines
    .map((line) =>
      line
        .map((cell, at) => padTo(cell, widths[at] ?? 0))
        .join(GAP)
        .trimEnd(),
    )
    .join('\n');
}

/** Rows under heads, as wide as the widest cell; a sentence when there is none. */
export const table = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string =>
  rows.length === 0
    ? '(none)'
    : aligned([
        columns.map(([head]) => head),
        ...rows.map((row) => columns.map(([, cell]) => printable(cell(row)))),
      ]);

/** Names and values, one a line; what has no value is left out. */
export const facts = (pairs: Readonly<Record<string, unknown>>): string =>
  aligned(
    Object.entries(pairs)
      .filter(([, value]) => value != null && value !== '' && !isEmpty(value))
      .map(([name, value]) => [name, printable(value)]),
  );

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
