import { Fragment } from 'react';
import type { CallReason } from '../../hall/domain/callReason.ts';
import type { Text } from '../../hall/domain/language.ts';
import { useText } from './i18n.ts';
import { Num, Time } from './Isolated.tsx';
import { Say } from './Say.tsx';
import { TextOf } from './TextOf.tsx';

type Named = readonly { id: string; name: Text }[];
/** What the reasons name. */
export type WhyNames = { queues: Named; classes: Named; skills: Named };

/** Why a number was called, in the language of the page; the Chinese sentence of the log where there is no data. */
export function WhyCalled({
  because,
  why,
  names,
}: {
  because: readonly CallReason[] | null;
  why: string;
  names: WhyNames;
}) {
  if (because === null || because.length === 0)
    return (
      <bdi lang="zh" dir="ltr">
        {why}
      </bdi>
    );
  return because.map((reason, at) => (
    <Fragment key={reason.is}>
      {at > 0 && ' · '}
      <Clause reason={reason} names={names} />
    </Fragment>
  ));
}

function Clause({ reason, names }: { reason: CallReason; names: WhyNames }) {
  const { t } = useText();
  const nameOf = (all: Named, id: string) => {
    const name = all.find(one => one.id === id)?.name ?? null;
    return name === null ? id : <TextOf text={name} />;
  };
  const n = (count: number) => ({ count, values: { n: <Num>{count}</Num> } });
  switch (reason.is) {
    case 'own':
      return t('why.own');
    case 'appointment':
      return <Say k="why.appointment" values={{ time: <Time at={reason.at} /> }} />;
    case 'due':
      return <Say k="why.due" {...n(reason.older)} />;
    case 'skill':
    case 'unskilled':
      return <Say k={`why.${reason.is}`} values={{ name: nameOf(names.skills, reason.skill) }} />;
    case 'secondary':
      return reason.minutes === null ? t('why.secondaryIdle') : <Say k="why.secondary" {...n(reason.minutes)} />;
    case 'share': {
      const { queue, share, of } = reason;
      const values = { queue: nameOf(names.queues, queue), share: <Num>{share}</Num>, of: <Num>{of}</Num> };
      return <Say k="why.share" values={values} />;
    }
    case 'capped':
      return <Say k="why.capped" values={{ name: nameOf(names.classes, reason.class) }} />;
    case 'class': {
      const { count, values } = n(reason.older);
      return <Say k="why.class" count={count} values={{ ...values, name: nameOf(names.classes, reason.class) }} />;
    }
    case 'priority':
      return <Say k="why.priority" {...n(reason.older)} />;
    case 'language':
      return <Say k="why.language" {...n(reason.older)} />;
    case 'aged':
      return <Say k="why.aged" {...n(reason.others)} />;
    case 'bound':
      return <Say k="why.bound" {...n(reason.times)} />;
    case 'longest':
      return <Say k="why.longest" {...n(reason.waiting)} />;
    case 'picked':
      return t(reason.missed ? 'why.pickedMissed' : 'why.picked');
  }
}
