const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML content and quoted attributes. Only strings and numbers print: anything else is a bug of the template. */
export function escapeHtml(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new TypeError(`a template printed ${value === null ? 'null' : typeof value}`);
  return String(value).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
