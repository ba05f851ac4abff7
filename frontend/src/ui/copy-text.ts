/** Puts text on the clipboard. */

/** Fails where the browser forbids it; then the text has to be selected by hand. */
export async function copyText(text: string): Promise<void> {
  // Browsers offer the clipboard over https alone, and a server at home may well speak plain http.
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const holder = document.createElement('textarea');
  holder.value = text;
  const focused = document.activeElement;
  // Beneath an open dialog nothing can be selected.
  (focused?.closest('dialog') ?? document.body).append(holder);
  holder.select();
  const copied = document.execCommand('copy');
  holder.remove();
  if (focused instanceof HTMLElement) focused.focus();
  if (!copied) throw new Error('The browser doesn’t allow copying here. Select the text instead.');
}
