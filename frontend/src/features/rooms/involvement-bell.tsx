/** The bell of a room: each press is the next level, and the menu beside it says what they mean. */

import { Bell, BellOff, BellRing, Check, ChevronDown, EyeOff, type LucideIcon } from 'lucide-react';
import { LEVELS, levelsOf, nextLevel } from '@/api/involvement';
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
      </Menu>
    </span>
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
