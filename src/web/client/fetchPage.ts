/** A page as a document; undefined when it cannot be had just now. */
export async function fetchPage(href: string, signal?: AbortSignal): Promise<Document | undefined> {
  try {
    const answer = await fetch(href, {
      headers: { accept: 'text/html' },
      ...(signal && { signal }),
    });
    if (!answer.ok) return undefined;
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  } catch {
    return undefined;
  }
}
