import type { Context } from 'koa';
import { cookieName, type ProviderSecrets } from '../oidc/index.js';
import { DEFAULT_SANDBOX } from '../platform/ids.js';
import { openAssets, type Assets } from '../platform/render/assets.js';
import { createRenderer } from '../platform/render/renderer.js';
import { createShowPage, type PageContext, type ShowPage, type Views } from '../web/index.js';
import type { Address } from './address.js';
import { PATHS } from './paths.js';

/** How pages are printed: one renderer, one cookie behind all form tokens. */
export interface Printing {
  readonly show: ShowPage;
  readonly csrfCookie: (ctx: Context) => string;
  readonly assets: Assets;
}

export function createPrinting({ instance }: ProviderSecrets, address: Address): Printing {
  const csrfCookie = ({ state }: Context): string => {
    const { place } = state as { readonly place?: { readonly id: string } };
    const secure = address.base().startsWith('https:');
    return cookieName({ sandbox: place?.id ?? DEFAULT_SANDBOX, secure }, instance, 'csrf');
  };
  const assets = lazyAssets();
  const render = createRenderer<Views, PageContext>({ folder: PATHS.views, assets });
  return { csrfCookie, assets, show: createShowPage(render, csrfCookie) };
}

/** Styles and scripts are read with the first page. */
function lazyAssets(): Assets {
  let opened: Assets | undefined;
  const open = () => (opened ??= openAssets(PATHS.assets));
  return { url: (name) => open().url(name), find: (name) => open().find(name) };
}
