/** The bell of a room: each press is the next level, and the menu beside it says what they mean. */

import {
  Bell,
  BellOff,
  BellRing,
  Check,
  ChevronDown,
  EyeOff,
  type LucideIcon,
  MonitorX,
} from 'lucide-react';
import { useLocation } from 'wouter';
import { LEVELS, levelsOf, nextLevel } from '@/api/involvement';
import { useAccount } from '@/api/queries';
import type { Involvement, Room } from '@/api/schema';
import { useInvolvement } from '@/api/use-involvement';
import { IconButton } from '@/ui/icon-button';
import { Menu, MenuItem } from '@/ui/popover-menu';
import { showToast, showTrouble } from '@/ui/toast';
import './involvement-bell.css';

const ICONS: Record<Involvement, LucideIcon> = {
  mentions: Bell,
  everything: BellRing,
  nothing: BellOff,
  invisible: EyeOff,
};

export function InvolvementBell({ room }: { room: Room }) {
  const { mutate } = useInvolvement();
  const { features } = useAccount();
  const { involvement } = room.membership;
  const Icon = ICONS[involvement];
  const next = nextLevel(room);

  function choose(level: Involvement) {
    mutate(
      { room, involvement: level },
      { onSuccess: () => showToast(LEVELS[level].means), onError: showTrouble },
    );
  }

  return (
    <span className="involvement">
      <IconButton
        name={`Notifications: ${LEVELS[involvement].name}. Press for: ${LEVELS[next].name}`}
        title={`Notifications: ${LEVELS[involvement].name}`}
        className={`involvement-bell involvement-${involvement}`}
        onClick={() => choose(next)}
      >
        <Icon key={involvement} />
      </IconButton>
      <Menu name="What the bell can do" icon={<ChevronDown />} className="involvement-levels">
        {levelsOf(room).map((level) => (
          <LevelItem
            key={level}
            level={level}
            chosen={level === involvement}
            onChoose={() => choose(level)}
          />
        ))}
        {features.push_notifications && <QuietHere />}
      </Menu>
    </span>
  );
}

/** Whatever the bell says, nothing is heard here. */
function QuietHere() {
  const [, navigate] = useLocation();
  // Only in the open menu: browsers take 20 ms to say this, which a room switch hasn't got.
  const isQuiet = 'Notification' in window && Notification.permission !== 'granted';
  if (!isQuiet) return null;
  return (
    <MenuItem icon={<MonitorX />} onChoose={() => navigate('/notifications')}>
      This device is quiet. Turn notifications on…
    </MenuItem>
  );
}

type LevelItemProps = { level: Involvement; chosen: boolean; onChoose: () => void };

function LevelItem({ level, chosen, onChoose }: LevelItemProps) {
  const Icon = ICONS[level];
  return (
    <MenuItem icon={<Icon />} onChoose={onChoose}>
      <span className="involvement-level">
        <strong>
          {LEVELS[level].name}
          {chosen && <Check aria-label="chosen" />}
        </strong>
        <small>{LEVELS[level].means}</small>
      </span>
    </MenuItem>
  );
}
