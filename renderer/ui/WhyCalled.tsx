import type { ReactNode } from 'react';
import type { CallReason } from '../../hall/domain/callReason.ts';
import type { Text } from '../../hall/domain/language.ts';
import type { TextKey } from './i18n.ts';
import { Num, Time } from './Isolated.tsx';
import { Say } from './Say.tsx';
import { TextOf } from './TextOf.tsx';

/** Name of a queue, class or skill of the hall; null = no longer part of it. */
export type NameOf = (id: string) => Text | null;

function Clause({ reason, nameOf }: { reason: CallReason; nameOf: NameOf }) {
  const named = (id: string): ReactNode => {
    const name = nameOf(id);
    return name === null ? <bdi>{id}</bdi> : <TextOf text={name} />;
  };
  const counted = (k: TextKey, n: number, values: Readonly<Record<string, ReactNode>> = {}) => (
    <Say k={k} count={n} values={{ ...values, n: <Num>{n}</Num> }} />
  );
  switch (reason.is) {
    case 'own':
      return <Say k="callReason.own" />;
    case 'appointment':
      return <Say k="callReason.appointment" values={{ time: <Time at={reason.at} /> }} />;
    case 'due':
    case 'priority':
    case 'language':
      return counted(`callReason.${reason.is}`, reason.older);
    case 'skill':
    case 'unskilled':
      return <Say k={`callReason.${reason.is}`} values={{ what: named(reason.skill) }} />;
    case 'secondary':
      return reason.minutes === null ? (
        <Say k="callReason.helpsOut" />
      ) : (
        counted('callReason.helpsLong', reason.minutes)
      );
    case 'share':
      return (
        <Say
          k="callReason.share"
          values={{ what: named(reason.queue), n: <Num>{reason.share}</Num>, of: <Num>{reason.of}</Num> }}
        />
      );
    case 'capped':
      return <Say k="callReason.capped" values={{ what: named(reason.class) }} />;
    case 'class':
      return counted('callReason.class', reason.older, { what: named(reason.class) });
    case 'aged':
      return counted('callReason.aged', reason.others);
    case 'bound':
      return counted('callReason.bound', reason.times);
    case 'longest':
      return counted('callReason.longest', reason.waiting);
    case 'picked':
      return <Say k={reason.missed ? 'callReason.pickedMissed' : 'callReason.picked'} />;
  }
}

/** Why a ticket was called, in the language of the page; calls of older programs have only the Chinese sentence. */
export function WhyCalled({
  why,
  because,
  nameOf,
}: {
  why: string;
  because: readonly CallReason[] | null;
  nameOf: NameOf;
}) {
  if (because === null || because.length === 0) return <bdi lang="zh">{why}</bdi>;
  return because.map((reason, i) => (
    <span key={reason.is}>
      {i > 0 && ' · '}
      <Clause reason={reason} nameOf={nameOf} />
    </span>
  ));
}
