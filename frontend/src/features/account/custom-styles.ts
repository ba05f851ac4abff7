/** The administrators' stylesheet: how large it may be, and having this page wear the newest. */

const LARGEST_BYTES = 64 * 1024;
/** From here on it is worth saying how much is left. */
const LARGE_BYTES = 48 * 1024;

export function sizeHint(styles: string): string {
  const bytes = new TextEncoder().encode(styles).length;
  if (bytes < LARGE_BYTES) return 'Ctrl+Enter saves (⌘+Enter on a Mac).';
  const kilobytes = (count: number) => Math.ceil(count / 1024);
  return bytes > LARGEST_BYTES
    ? `${kilobytes(bytes - LARGEST_BYTES)} KiB too large: 64 KiB is the most. Every page loads it.`
    : `${kilobytes(LARGEST_BYTES - bytes)} KiB left of 64. Every page loads it.`;
}

/** Exchanges the page's link to the stylesheet; the old one stays until the new one has arrived. */
export async function reloadCustomStyles(page: Document = document): Promise<void> {
  const worn = [...page.querySelectorAll<HTMLLinkElement>('link[href^="/custom-styles.css"]')];
  const fresh = page.createElement('link');
  fresh.rel = 'stylesheet';
  fresh.href = `/custom-styles.css?at=${Date.now()}`;
  const arrived = new Promise((resolve) => {
    fresh.addEventListener('load', resolve, { once: true });
    fresh.addEventListener('error', resolve, { once: true });
  });
  page.body.append(fresh);
  await arrived;
  for (const link of worn) link.remove();
}
