import type { HallOverview } from '../../hall/domain/regionApi.ts';
import { Num } from '../ui/Isolated.tsx';
import { contactOf } from './contact.ts';
import css from './HallTable.module.css';
import { useWords } from './useWords.tsx';

/** One line per hall. What a hall still has to send is known to the hall alone, and said so. */
export function HallTable({ halls, nowMs }: { halls: readonly HallOverview[]; nowMs: number }) {
  const { w } = useWords();
  return (
    <section className={css.frame}>
      <table className={css.table}>
        <caption className="visually-hidden">{w('halls')}</caption>
        <thead>
          <tr>
            <th scope="col">{w('hall')}</th>
            <th scope="col">{w('state')}</th>
            <th scope="col">{w('lastSeen')}</th>
            <th scope="col" className={css.figure}>
              {w('tickets')}
            </th>
            <th scope="col" className={css.figure}>
              {w('waiting')}
            </th>
            <th scope="col" className={css.figure}>
              {w('devices')}
            </th>
            <th scope="col" className={css.figure}>
              {w('events')}
            </th>
            <th scope="col">{w('backlog')}</th>
            <th scope="col">{w('notices')}</th>
          </tr>
        </thead>
        <tbody>
          {halls.map(hall => (
            <HallRow key={hall.hall} hall={hall} nowMs={nowMs} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function HallRow({ hall, nowMs }: { hall: HallOverview; nowMs: number }) {
  const { w, fill } = useWords();
  const contact = contactOf(hall.lastSeenAt, nowMs);
  const troubled = hall.quarantined + hall.forks > 0;
  return (
    <tr>
      <th scope="row">
        <bdi>{hall.name}</bdi>{' '}
        <span className={css.id}>
          <Num>{`#${hall.hall}`}</Num>
        </span>
      </th>
      <td className={css[contact.is]}>
        <span aria-hidden="true">{contact.is === 'online' ? '● ' : '○ '}</span>
        {w(contact.is)}
      </td>
      <td>{fill(contact.ago, <Num>{contact.n}</Num>)}</td>
      <td className={css.figure}>
        <Num>{hall.tickets}</Num>
      </td>
      <td className={css.figure}>
        <Num>{hall.waiting}</Num>
      </td>
      <td className={css.figure}>
        <Num>{hall.devices}</Num>
      </td>
      <td className={css.figure}>
        <Num>{hall.events}</Num>
      </td>
      <td className={css.muted}>{w('unknown')}</td>
      <td className={troubled ? css.notice : css.muted}>
        {hall.quarantined > 0 && <p>{fill('quarantined', <Num>{hall.quarantined}</Num>)}</p>}
        {hall.forks > 0 && <p>{fill('forks', <Num>{hall.forks}</Num>)}</p>}
        {!troubled && w('nothing')}
      </td>
    </tr>
  );
}
