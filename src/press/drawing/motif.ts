/** The invented arms of Cascadia and the fine lines behind the print of every document. */

/** Waving lines across the card, like the guilloche of security print. */
export function guilloche(width: number, height: number, colour: string): string {
  let lines = '';
  for (let i = 0; i < 16; i++) {
    const y = (height / 16) * (i + 0.5);
    const swing = 14 + (i % 4) * 5;
    const step = width / 4;
    let d = `M0 ${y}`;
    for (let k = 0; k < 4; k++) {
      const sign = (k + i) % 2 === 0 ? 1 : -1;
      d += `q${step / 2} ${sign * swing} ${step} 0`;
    }
    lines += `<path d="${d}"/>`;
  }
  return `<g fill="none" stroke="${colour}" stroke-width="1" opacity="0.28">${lines}</g>`;
}

/** Two ranges of mountains with snow, above a sea: `base` is the height of the waterline. */
export function mountains(width: number, base: number, far: string, near: string): string {
  const w = (part: number): number => width * part;
  return `<g>
    <path fill="${far}" opacity="0.35" d="M0 ${base}L0 ${base - 60}L${w(0.14)} ${base - 150}L${w(0.26)} ${base - 70}L${w(0.42)} ${base - 190}L${w(0.58)} ${base - 80}L${w(0.73)} ${base - 230}L${w(0.9)} ${base - 90}L${width} ${base - 150}L${width} ${base}Z"/>
    <path fill="#ffffff" opacity="0.55" d="M${w(0.73)} ${base - 230}l-34 40l16 -6l14 16l12 -14l20 12z M${w(0.42)} ${base - 190}l-30 34l14 -4l14 12l10 -12l18 8z"/>
    <path fill="${near}" opacity="0.3" d="M0 ${base}L0 ${base - 30}L${w(0.2)} ${base - 85}L${w(0.36)} ${base - 25}L${w(0.55)} ${base - 110}L${w(0.7)} ${base - 35}L${w(0.86)} ${base - 95}L${width} ${base - 30}L${width} ${base}Z"/>
  </g>`;
}

/** Rows of scalloped waves from `top` to `bottom`. */
export function waves(width: number, top: number, bottom: number, colour: string): string {
  let rows = '';
  for (let y = top, i = 0; y < bottom; y += 13, i++) {
    let d = `M${i % 2 ? -30 : 0} ${y}`;
    for (let x = 0; x < width + 60; x += 60) d += 'q15 -11 30 0t30 0';
    rows += `<path d="${d}"/>`;
  }
  return `<g fill="none" stroke="${colour}" stroke-width="2" opacity="0.35">${rows}</g>`;
}

/** The seal: a fir before a peak inside a ring, centred on (x, y). */
export function seal(x: number, y: number, radius: number, ink: string, paper: string): string {
  const s = radius / 50;
  return `<g transform="translate(${x} ${y}) scale(${s})">
    <circle r="50" fill="${paper}"/><circle r="46" fill="none" stroke="${ink}" stroke-width="3"/>
    <path fill="${ink}" opacity="0.45" d="M-36 16L-8 -26L6 -6L16 -18L37 16Z"/>
    <path fill="${ink}" d="M0 -30L12 -10H6L17 8H9L20 24H4V34H-4V24H-20L-9 8H-17L-6 -10H-12Z"/>
    <path fill="none" stroke="${ink}" stroke-width="3" d="M-30 34q8 -6 15 0t15 0t15 0t15 0"/>
  </g>`;
}
