import type { Component } from '../picture/components.js';
import type { Cell } from './match.js';
import { fit, median } from './rows.js';
import type { Row } from './rows.js';

/** Evenly spaced places of a monospaced row: `columns` of them, the first at place 0. */
export interface Grid {
  readonly columns: number;
  readonly pitch: number;
  /** x of a place; places below 0 or beyond the columns extrapolate. */
  readonly xAt: (place: number) => number;
}

const centre = ({ x, width }: Component): number => x + width / 2;

/** Finds the pitch of a row and numbers its members; a quadratic term follows perspective. */
export function gridOf(row: Row): Grid | undefined {
  const single = row.members.filter((c) => c.width < 0.9 * row.capital.at(centre(c)));
  if (single.length < 8) return undefined;
  const xs = single.map(centre);
  const pitch = pitchOf(xs, row.capital.at(xs[0]!));
  const places = placesOf(xs, pitch);
  const xAt = curve(places, xs);
  const last = row.members.at(-1)!;
  return { columns: placeOf(xAt, centre(last), places.at(-1)!) + 1, pitch, xAt };
}

/** The usual distance of neighbours, from those that are not further apart than one and a half capitals. */
function pitchOf(xs: readonly number[], capital: number): number {
  const steps = xs.slice(1).map((x, i) => x - xs[i]!);
  return median(steps.filter((step) => step > 0.5 * capital && step < 1.5 * capital));
}

/** Counts places from left to right, the step's own size adapting to perspective as it goes. */
function placesOf(xs: readonly number[], pitch: number): number[] {
  const places = [0];
  let step = pitch;
  for (let i = 1; i < xs.length; i += 1) {
    const distance = xs[i]! - xs[i - 1]!;
    const count = Math.max(1, Math.round(distance / step));
    if (count === 1) step = 0.8 * step + 0.2 * Math.min(Math.max(distance, 0.9 * step), 1.1 * step);
    places.push(places.at(-1)! + count);
  }
  return places;
}

function placeOf(xAt: (place: number) => number, x: number, near: number): number {
  let place = near;
  while (Math.abs(xAt(place + 1) - x) < Math.abs(xAt(place) - x)) place += 1;
  return place;
}

/** x as a line of the place, and what is left of it as a parabola. */
function curve(places: readonly number[], xs: readonly number[]): (place: number) => number {
  const line = fit(places, xs);
  const middle = (places[0]! + places.at(-1)!) / 2;
  const span = Math.max(1, places.at(-1)! - places[0]!) / 2;
  const bend = (place: number): number => ((place - middle) / span) ** 2 - 1 / 3;
  const rest = xs.map((x, i) => x - line.at(places[i]!));
  const amount =
    places.reduce((sum, place, i) => sum + bend(place) * rest[i]!, 0) /
    places.reduce((sum, place) => sum + bend(place) ** 2, 0);
  return (place) => line.at(place) + (Number.isFinite(amount) ? amount * bend(place) : 0);
}

/** The cell at a place: on its component when one stands there, else where the grid says (`loose`). */
export function cellAt(
  row: Row,
  grid: Grid,
  lean: (x: number) => number,
  place: number,
): { cell: Cell; loose: boolean } {
  const x = grid.xAt(place);
  const capital = row.capital.at(x);
  const member = row.members.find(
    (c) => Math.abs(centre(c) - x) < 0.35 * grid.pitch && c.width < 0.85 * capital,
  );
  const at = member ? centre(member) : x;
  return { cell: { x: at, y: row.middle.at(at), capital, lean: lean(at) }, loose: !member };
}
