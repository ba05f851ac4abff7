/** What somebody typed as an address, made one that a link can have; undefined if it is none. */
export function linkTarget(typed: string): string | undefined {
  const address = typed.trim();
  if (/^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(address)) return `mailto:${address}`;
  if (/^(?:mailto|tel):\S+$/i.test(address)) return address;
  const full = /^(?:https?|ftp):\/\//i.test(address) ? address : `https://${address}`;
  if (!URL.canParse(full) || /\s/.test(address)) return undefined;
  const { hostname } = new URL(full);
  // Something like "javascript:" would be the host's name here, and hosts have a dot, or are this machine.
  return hostname.includes('.') || hostname === 'localhost' ? full : undefined;
}
