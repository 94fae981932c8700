import type { SetupChange } from '../../hall/domain/setupChange.ts';
import type { TextKey } from '../ui/i18n.ts';

const parts: Readonly<Record<string, TextKey>> = {
  hall: 'admin.part.hall',
  example: 'admin.part.example',
  areas: 'admin.part.areas',
  departments: 'admin.part.departments',
  queues: 'admin.part.queues',
  services: 'admin.part.services',
  counters: 'admin.part.counters',
  openingHours: 'admin.part.openingHours',
  calling: 'admin.part.calling',
  appointments: 'admin.part.appointments',
  floor: 'admin.part.floor',
  follow: 'admin.part.follow',
  announcing: 'admin.part.announcing',
};

const fields: Readonly<Record<string, TextKey>> = {
  name: 'admin.field.name',
  letter: 'admin.field.letter',
  department: 'admin.field.department',
  area: 'admin.field.area',
  mostUsed: 'admin.field.mostUsed',
  openingSeasons: 'admin.field.openingSeasons',
  quotaPerDay: 'admin.field.quotaPerDay',
  slotQuotas: 'admin.field.slotQuotas',
  realName: 'admin.field.realName',
  number: 'admin.field.number',
  queues: 'admin.field.queues',
  queue: 'admin.field.queue',
  isPrivate: 'admin.field.isPrivate',
  headStartMinutes: 'admin.field.headStartMinutes',
  mostPassed: 'admin.field.mostPassed',
  languageMinutes: 'admin.field.languageMinutes',
  returnsAfterMinutes: 'admin.field.returnsAfterMinutes',
  mostReturns: 'admin.field.mostReturns',
  speaks: 'admin.field.speaks',
  desks: 'admin.field.desks',
  slotMinutes: 'admin.field.slotMinutes',
  places: 'admin.field.places',
  daysAhead: 'admin.field.daysAhead',
  earliestMinutes: 'admin.field.earliestMinutes',
  punctualMinutes: 'admin.field.punctualMinutes',
  latestMinutes: 'admin.field.latestMinutes',
  waitWarningMinutes: 'admin.field.waitWarningMinutes',
  waitAlarmMinutes: 'admin.field.waitAlarmMinutes',
  idleMinutes: 'admin.field.idleMinutes',
  pauseMinutes: 'admin.field.pauseMinutes',
  calledMinutes: 'admin.field.calledMinutes',
  classes: 'admin.section.classes',
  helpLine: 'admin.appointments.helpLine',
  address: 'admin.field.address',
  volumePercent: 'admin.field.volumePercent',
  times: 'admin.field.times',
  mutedAreas: 'admin.field.mutedAreas',
  repeatAfterSeconds: 'admin.field.repeatAfterSeconds',
  longestWaitSeconds: 'admin.field.longestWaitSeconds',
  voicePack: 'admin.field.voicePack',
};

/** What a part of the document is called; one this page has no form for is "other settings". */
export const partText = (section: string): TextKey => parts[section] ?? 'admin.part.other';

/** What a field is called; null when this page has no word for it. */
export const fieldText = (field: string): TextKey | null => fields[field] ?? null;

export const changeText: Record<SetupChange['is'], TextKey> = {
  added: 'admin.change.added',
  removed: 'admin.change.removed',
  changed: 'admin.change.changed',
  reordered: 'admin.change.reordered',
};
