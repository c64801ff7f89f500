/** The invented state. `ZC` is no code of USPS, AAMVA or ISO 3166-2:US. */
export const CASCADIA = { code: 'ZC', name: 'Cascadia', iin: '000000' } as const;

/** Utopia, the country of ICAO's specimen documents (Doc 9303 part 3). */
export const UTOPIA = { code: 'UTO', name: 'Utopia' } as const;

/** Invented places; no ZIP code begins with 987. */
export const PLACES = [
  { locality: 'Port Larkin', postal_code: '98701' },
  { locality: 'Mount Ansel', postal_code: '98712' },
  { locality: 'Fernhollow', postal_code: '98723' },
  { locality: 'Saltmere', postal_code: '98734' },
  { locality: 'Cedar Gap', postal_code: '98745' },
  { locality: 'New Halvard', postal_code: '98756' },
] as const;

export const STREETS = [
  'Heron Street',
  'Old Ferry Road',
  'Larch Avenue',
  'Tidewater Lane',
  'Summit View Drive',
  'Millrace Court',
  'Orchard Terrace',
  'Lantern Way',
] as const;
