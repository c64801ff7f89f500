/** How a value is written, without the value. */
export interface Writing {
  readonly type: 'string' | 'number' | 'boolean' | 'array' | 'object' | 'null';
  /** Of a text whose kind is known: digits as N. */
  readonly format?: string | undefined;
}

const FORMATS: readonly (readonly [RegExp, string])[] = [
  [/^\d{4}-\d\d-\d\d$/, 'YYYY-MM-DD'],
  [/^\d\d\/\d\d\/\d{4}$/, 'MM/DD/YYYY'],
  [/^\d{3}-\d\d-\d{4}$/, 'NNN-NN-NNNN'],
  [/^\d{5}-\d{4}$/, 'NNNNN-NNNN'],
  [/^\+\d{8,15}$/, 'E.164'],
  [/^1\d{10}$/, '1NNNNNNNNNN'],
  [/^\d{1,12}$/, 'digits'],
  [/^[0-9a-f]{32}$/, '32 hexadecimal digits'],
];

export function writingOf(value: unknown): Writing {
  if (value === null) return { type: 'null' };
  if (Array.isArray(value)) return { type: 'array' };
  if (typeof value === 'string') return { type: 'string', format: formatOf(value) };
  return { type: typeof value as 'number' | 'boolean' | 'object' };
}

function formatOf(text: string): string | undefined {
  const [, format] = FORMATS.find(([pattern]) => pattern.test(text)) ?? [];
  return format === 'digits' ? 'N'.repeat(text.length) : format;
}
