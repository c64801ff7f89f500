import { join } from 'node:path';
import type { BarcodeWriter } from './drawing/barcode.js';
import type { Letters } from './drawing/letters.js';
import { licenceBack, licenceBarcode, licenceFront, licenceFrontLine } from './drawing/licence.js';
import { passportCover, scratches, shoppingList, stain } from './drawing/oddments.js';
import {
  passportCardBack,
  passportCardFront,
  passportCardLine,
  passportCardLines,
  passportLines,
  passportPage,
} from './drawing/passport.js';
import type { Sheet } from './drawing/sheet.js';
import { svgOf } from './drawing/sheet.js';
import type { Pixels } from './camera/photograph.js';
import type { Plan } from './plan.js';

/** What a printer works with. */
export interface PrintShop {
  readonly letters: Letters;
  readonly barcode: BarcodeWriter;
  /** Folder of the synthetic faces. */
  readonly faces: string;
}

/** The lines with one digit of a birth date changed, so that two check digits are wrong. */
function broken(lines: readonly string[], line: number, column: number): readonly string[] {
  return lines.map((text, i) => {
    if (i !== line) return text;
    const digit = (Number(text[column]) + 4) % 10;
    return `${text.slice(0, column)}${digit}${text.slice(column + 1)}`;
  });
}

async function back(shop: PrintShop, plan: Plan): Promise<Sheet> {
  if (plan.subject === 'passport_card') {
    const lines = passportCardLines(plan.machineReadable);
    const sheet = passportCardBack(shop.letters, plan.brokenMrz ? broken(lines, 1, 5) : lines);
    return plan.damaged ? stained(sheet, 410) : sheet;
  }
  const barcode = await shop.barcode(licenceBarcode(plan.machineReadable));
  const sheet = licenceBack(shop.letters, plan.content, barcode);
  return plan.damaged ? { ...sheet, body: sheet.body + scratches() } : sheet;
}

async function sheetOf(shop: PrintShop, plan: Plan): Promise<Sheet> {
  const { letters } = shop;
  if (plan.subject === 'shopping_list') return shoppingList(letters);
  if (plan.subject === 'passport_cover') return passportCover(letters);
  if (plan.subject === 'passport') {
    const lines = passportLines(plan.machineReadable);
    const shown = plan.brokenMrz ? broken(lines, 1, 18) : lines;
    const page = passportPage(letters, plan.content, shown);
    return plan.damaged ? stained(page, 565) : page;
  }
  if (plan.side === 'back') return back(shop, plan);
  return front(letters, plan);
}

/** Front of a card, with its machine-readable line. */
function front(letters: Letters, { subject, content, brokenMrz, stainedLine }: Plan): Sheet {
  const card = subject === 'passport_card';
  const line = card ? passportCardLine(content) : licenceFrontLine(content);
  const [shown = line] = brokenMrz && !card ? broken([line], 0, 20) : [];
  const sheet = card
    ? passportCardFront(letters, content, shown)
    : licenceFront(letters, content, shown);
  return stainedLine ? stained(sheet, 564) : sheet;
}

const stained = (sheet: Sheet, from: number): Sheet => ({
  ...sheet,
  body: sheet.body + stain(from, sheet),
});

/** The side as it comes from the printer, `pixels` wide. */
export async function print(shop: PrintShop, plan: Plan, pixels: number): Promise<Pixels> {
  const { default: sharp } = await import('sharp');
  const sheet = await sheetOf(shop, plan);
  const scale = pixels / sheet.width;
  const paper = sharp(Buffer.from(svgOf(sheet, pixels)));
  const box = sheet.portrait;
  if (box && plan.portrait) {
    const portrait = await sharp(join(shop.faces, `${plan.portrait}_id.jpg`))
      .resize(Math.round(box.width * scale), Math.round(box.height * scale))
      .toBuffer();
    paper.composite([
      { input: portrait, left: Math.round(box.x * scale), top: Math.round(box.y * scale) },
    ]);
  }
  const { data, info } = await paper.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}
