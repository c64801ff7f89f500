import { join } from 'node:path';
import { Eta } from 'eta';
import type { Assets } from './assets.js';
import { escapeHtml } from './escapeHtml.js';
import type { Locale } from './locale.js';
import { loadLocale } from './locale.js';

/** What every template finds on `it` besides its model and the page. */
export interface Frame<Page> extends Locale {
  readonly page: Page;
  asset(name: string): string;
}

/** Prints the view of that name, whose model the map `Views` fixes. */
export type Render<Views, Page> = <Name extends keyof Views & string>(
  name: Name,
  model: Views[Name],
  page: Page,
) => string;

export interface RendererOptions {
  /** The folder with the templates and `locales/<language>/<area>.json`. */
  readonly folder: string;
  readonly assets: Assets;
  /** Tests: a text without words or values is an error, not the general sentence. */
  readonly strict?: boolean;
}

/**
 * A render function over one map of views. Templates are compiled when first printed and kept; locales are read when first
 * asked for. Printing a missing value throws: what the types promise is what the page shows.
 */
export function createRenderer<Views, Page extends { readonly locale: string }>({
  folder,
  assets,
  strict = false,
}: RendererOptions): Render<Views, Page> {
  const eta = new Eta({ views: folder, cache: true, escapeFunction: escapeHtml });
  const locales = new Map<string, Locale>();

  const localeOf = (language: string): Locale => {
    const known = locales.get(language);
    if (known) return known;
    const locale = loadLocale(join(folder, 'locales', language), language, strict);
    locales.set(language, locale);
    return locale;
  };

  return (name, model, page) => {
    const frame: Frame<Page> = { ...localeOf(page.locale), page, asset: assets.url };
    return eta.render(name, { ...model, ...frame });
  };
}
