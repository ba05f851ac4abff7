/** When something was: the day and the time, and all of it for whoever points at it. */

import type { Timestamp } from '@/api/schema';
import { dayOf, momentOf, timeOf } from './clock';

export function Moment({ at }: { at: Timestamp }) {
  return (
    <time dateTime={at} title={momentOf(at)}>
      {dayOf(at)}, {timeOf(at)}
    </time>
  );
}
