import type { PostalAddress } from '../../assurance/index.js';
import type { CalendarDate } from '../../platform/clock.js';
import { toPlainCapitals } from './latin.js';

/** What the barcode of a licence says (AAMVA DL/ID Card Design Standard 2020, annex D). */
export interface AamvaData {
  readonly subfile: 'DL' | 'ID';
  /** Issuer identification number, six digits. */
  readonly iin: string;
  readonly number: string;
  readonly family_name?: string | undefined;
  readonly given_name?: string | undefined;
  readonly middle_name?: string | undefined;
  readonly suffix?: string | undefined;
  readonly birthdate: CalendarDate;
  readonly issued_on: CalendarDate;
  readonly expires_on: CalendarDate;
  readonly sex: 'M' | 'F' | 'X';
  readonly eyes: string;
  readonly hair: string;
  readonly height_in: number;
  readonly address: PostalAddress;
  /** Unique to the card; starts with MOCK. */
  readonly discriminator: string;
}

const VERSION = '10'; // CDS 2020
const SEX = { M: '1', F: '2', X: '9' } as const;

/** MMDDCCYY, as cards of the United States write days. */
const mmddccyy = (date: CalendarDate): string =>
  date.slice(5, 7) + date.slice(8) + date.slice(0, 4);

interface Name {
  readonly text: string;
  /** T cut, N whole. */
  readonly truncated: 'T' | 'N';
}

/** At most 40 letters; NONE for a name that the person does not have (D.12.5.1). */
function nameOf(name: string | undefined): Name {
  const text = toPlainCapitals(name ?? '').trim() || 'NONE';
  return text.length > 40
    ? { text: text.slice(0, 40).trimEnd(), truncated: 'T' }
    : { text, truncated: 'N' };
}

const cut = (text: string, length: number): string => toPlainCapitals(text).slice(0, length);

function elementsOf(data: AamvaData): string[] {
  const family = nameOf(data.family_name);
  const given = nameOf(data.given_name);
  const middle = nameOf(data.middle_name);
  const licence = data.subfile === 'DL' ? ['DCAD', 'DCBNONE', 'DCDNONE'] : [];
  return [
    `DAQ${data.number}`,
    ...licence,
    `DCS${family.text}`,
    `DDE${family.truncated}`,
    `DAC${given.text}`,
    `DDF${given.truncated}`,
    `DAD${middle.text}`,
    `DDG${middle.truncated}`,
    ...(data.suffix ? [`DCU${cut(data.suffix, 5)}`] : []),
    `DBB${mmddccyy(data.birthdate)}`,
    `DBD${mmddccyy(data.issued_on)}`,
    `DBA${mmddccyy(data.expires_on)}`,
    `DBC${SEX[data.sex]}`,
    `DAY${data.eyes}`,
    `DAZ${data.hair}`,
    `DAU${String(data.height_in).padStart(3, '0')} in`,
    `DAG${cut(data.address.street_address, 35)}`,
    `DAI${cut(data.address.locality, 20)}`,
    `DAJ${cut(data.address.region, 2)}`,
    `DAK${data.address.postal_code.replace('-', '').padEnd(11, ' ').slice(0, 11)}`,
    `DCF${data.discriminator.slice(0, 25)}`,
    'DCGUSA',
    'DDAN',
  ];
}

/** The bytes of the PDF417 as text: header, one subfile designator, the subfile. */
export function aamva(data: AamvaData): string {
  const subfile = `${data.subfile}${elementsOf(data).join('\n')}\r`;
  const offset = 21 + 10; // the header's 21 bytes and one designator of 10
  const number = (value: number): string => String(value).padStart(4, '0');
  const header = `@\n\x1e\rANSI ${data.iin}${VERSION}0001`;
  return `${header}${data.subfile}${number(offset)}${number(subfile.length)}${subfile}`;
}
