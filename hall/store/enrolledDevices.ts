import { deviceRoleSchema, markSchema, type RegisteredDevice } from '../domain/enrolment.ts';
import { hlcSchema, type KnownEvent } from '../domain/event.ts';
import { deviceIdSchema } from '../domain/ids.ts';
import { compareHlc, hlcToMs } from '../domain/ticket.ts';
import { type Database, integerOf, type Row, textOf } from './database.ts';

type DeviceEvent = Extract<KnownEvent, { type: 'device.enrolled' | 'device.revoked' | 'device.cloned' }>;

/** The machines of the hall as the log tells them. */
export type EnrolledDevices = {
  apply(event: DeviceEvent): void;
  all(): readonly RegisteredDevice[];
};

/** Stands in a row whose machine was revoked before its enrolment has arrived. */
const notYet = { role: 'kiosk', mark: '', hlc: '0' };

/** Whether an event is about a machine of the hall. */
export function isMachineEvent(event: KnownEvent): event is DeviceEvent {
  return event.type === 'device.enrolled' || event.type === 'device.revoked' || event.type === 'device.cloned';
}

/** Prepares the statements of one connection. Revoked and cloned are for ever; of two enrolments of one name the earlier stands. */
export function createEnrolledDevices(db: Database): EnrolledDevices {
  const get = db.prepare<[string], Row>('SELECT mark, enrolled_hlc FROM enrolled_devices WHERE device = ?');
  const put = db.prepare(
    'INSERT INTO enrolled_devices (device, role, mark, enrolled_hlc, revoked, cloned) VALUES (?, ?, ?, ?, 0, 0) ON CONFLICT (device) DO UPDATE SET role = excluded.role, mark = excluded.mark, enrolled_hlc = excluded.enrolled_hlc',
  );
  const flag = {
    'device.revoked': db.prepare('UPDATE enrolled_devices SET revoked = 1 WHERE device = ?'),
    'device.cloned': db.prepare('UPDATE enrolled_devices SET cloned = 1 WHERE device = ?'),
  };
  const all = db.prepare<[], Row>("SELECT * FROM enrolled_devices WHERE mark <> '' ORDER BY enrolled_hlc, device");

  function applyEnrolled({ body, hlc }: DeviceEvent & { type: 'device.enrolled' }) {
    const row = get.get(body.device);
    const before = row === undefined || textOf(row, 'mark') === '' ? null : row;
    if (before !== null) {
      const order = compareHlc(hlc, hlcSchema.parse(before['enrolled_hlc']));
      if (order > 0 || (order === 0 && body.mark >= textOf(before, 'mark'))) return;
    }
    put.run(body.device, body.role, body.mark, hlc);
  }

  return {
    apply(event) {
      if (event.type === 'device.enrolled') {
        applyEnrolled(event);
        return;
      }
      const { device } = event.body;
      if (get.get(device) === undefined) put.run(device, notYet.role, notYet.mark, notYet.hlc);
      flag[event.type].run(device);
    },
    all: () =>
      all.all().map(row => ({
        device: deviceIdSchema.parse(row['device']),
        role: deviceRoleSchema.parse(row['role']),
        mark: markSchema.parse(row['mark']),
        enrolledAt: hlcToMs(hlcSchema.parse(row['enrolled_hlc'])),
        revoked: integerOf(row, 'revoked') === 1,
        cloned: integerOf(row, 'cloned') === 1,
      })),
  };
}
