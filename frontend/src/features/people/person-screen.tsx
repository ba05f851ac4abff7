/** One person's card. */

import type { UserId } from '@/api/schema';

export function PersonScreen(_props: { id: UserId }) {
  return null;
}
