/** Finding names by a part of them, whatever the case and the accents. */

/** Letters as they are compared: without case and accents. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

export function namesLike<Named extends { name: string }>(all: readonly Named[], filter: string) {
  const wanted = folded(filter.trim());
  return all.filter(({ name }) => folded(name).includes(wanted));
}
