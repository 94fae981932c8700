import {
  BellRing,
  Building2,
  CalendarCheck,
  CalendarClock,
  FileDown,
  Hash,
  HeartHandshake,
  History,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  Megaphone,
  Smartphone,
  Store,
  Volume2,
} from 'lucide-react';
import type { ComponentType } from 'react';
import type { TextKey } from '../ui/i18n.ts';
import { Appointments } from './sections/Appointments.tsx';
import { Announcing } from './sections/Announcing.tsx';
import { Calling } from './sections/Calling.tsx';
import { Counters } from './sections/Counters.tsx';
import { FollowPage } from './sections/FollowPage.tsx';
import { Floor } from './sections/Floor.tsx';
import { Hours } from './sections/Hours.tsx';
import { Overview } from './sections/Overview.tsx';
import { Places } from './sections/Places.tsx';
import { PriorityClasses } from './sections/PriorityClasses.tsx';
import { Queues } from './sections/Queues.tsx';
import { Revisions } from './sections/Revisions.tsx';
import { Services } from './sections/Services.tsx';
import { SetupFile } from './sections/SetupFile.tsx';

/** One part of the admin page. `keys`: the keys of the set-up document it edits, for marks of edits and problems. */
export type AdminSection = {
  id: string;
  title: TextKey;
  Icon: LucideIcon;
  keys: readonly string[];
  Page: ComponentType<{ resumeWizard: () => void }>;
};

export const firstSection = 'overview';

/** Every part of the admin page, in the order of the list beside it. A new part is a file in `sections/` and a line here. */
export const sections: readonly AdminSection[] = [
  { id: firstSection, title: 'admin.section.overview', Icon: LayoutDashboard, keys: ['hall'], Page: Overview },
  { id: 'queues', title: 'admin.section.queues', Icon: Hash, keys: ['queues'], Page: Queues },
  { id: 'counters', title: 'admin.section.counters', Icon: Store, keys: ['counters'], Page: Counters },
  { id: 'places', title: 'admin.section.places', Icon: Building2, keys: ['areas', 'departments'], Page: Places },
  { id: 'services', title: 'admin.section.services', Icon: ListChecks, keys: ['services'], Page: Services },
  { id: 'hours', title: 'admin.section.hours', Icon: CalendarClock, keys: ['openingHours'], Page: Hours },
  { id: 'classes', title: 'admin.section.classes', Icon: HeartHandshake, keys: [], Page: PriorityClasses },
  {
    id: 'appointments',
    title: 'admin.section.appointments',
    Icon: CalendarCheck,
    keys: ['appointments'],
    Page: Appointments,
  },
  { id: 'floor', title: 'admin.section.floor', Icon: BellRing, keys: ['floor'], Page: Floor },
  { id: 'calling', title: 'admin.section.calling', Icon: Megaphone, keys: ['calling'], Page: Calling },
  { id: 'follow', title: 'admin.section.follow', Icon: Smartphone, keys: ['follow'], Page: FollowPage },
  {
    id: 'announcing',
    title: 'admin.section.announcing',
    Icon: Volume2,
    keys: ['announcing'],
    Page: Announcing,
  },
  { id: 'file', title: 'admin.section.file', Icon: FileDown, keys: [], Page: SetupFile },
  { id: 'history', title: 'admin.section.history', Icon: History, keys: [], Page: Revisions },
];
