import type { Context } from 'koa';
import { isLoopback } from './loopback.js';
import { allowPictures } from './middleware/securityHeaders.js';
import type { PartnerBrand } from './pages/common.js';
import { placeOf } from './requestState.js';

/**
 * The brand as this page may show it. A picture from elsewhere loads in the person's browser and nowhere else, so its origin joins
 * this page's policy alone; one that the page could not load is left out, and a drawn one stands in its place.
 */
export function brandOn<Brand extends PartnerBrand>(
  ctx: Context,
  brand: Brand,
): Omit<Brand, 'logo'> & PartnerBrand {
  const { logo } = brand;
  if (logo === undefined || isHere(logo)) return brand;
  const mayLoad = isLoadable(logo, placeOf(ctx).base);
  return mayLoad && allowPictures(ctx, new URL(logo).origin)
    ? brand
    : { ...brand, logo: undefined };
}

/** In the page itself or on its own origin. */
const isHere = (logo: string): boolean => logo.startsWith('data:') || /^\/(?!\/)/.test(logo);

/** A page over TLS loads nothing in the clear but from the person's own machine (Mixed Content section 3.1, Secure Contexts 3.1). */
function isLoadable(logo: string, base: string): boolean {
  if (!URL.canParse(logo)) return false;
  const { protocol } = new URL(logo);
  return (
    protocol === 'https:' ||
    (protocol === 'http:' && (!base.startsWith('https:') || isLoopback(logo)))
  );
}
