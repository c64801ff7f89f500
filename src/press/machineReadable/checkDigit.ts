const WEIGHTS = [7, 3, 1] as const;

function valueOf(character: string): number {
  if (character === '<') return 0;
  const value = parseInt(character, 36); // 0-9 are themselves, A-Z are 10 to 35
  if (Number.isNaN(value)) throw new TypeError(`'${character}' has no place in an MRZ`);
  return value;
}

/** ICAO Doc 9303 part 3 section 4.9: weights 7, 3, 1 repeating, modulo 10. */
export function checkDigit(field: string): string {
  let sum = 0;
  for (let i = 0; i < field.length; i++) sum += valueOf(field[i] ?? '<') * (WEIGHTS[i % 3] ?? 1);
  return String(sum % 10);
}
