/** Between two days. */

import type { Timestamp } from '@/api/schema';
import { dayOf } from '@/ui/clock';
import './separators.css';

export function DaySeparator({ at }: { at: Timestamp }) {
  return (
    <h2 className="day-separator">
      <time dateTime={at}>{dayOf(at)}</time>
    </h2>
  );
}
