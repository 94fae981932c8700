import { Plus, Trash2 } from 'lucide-react';
import type { HallSetup } from '../../../hall/domain/hallSetup.ts';
import { areaIdSchema, departmentIdSchema } from '../../../hall/domain/ids.ts';
import type { Text } from '../../../hall/domain/language.ts';
import { withoutArea } from '../../../hall/domain/setupRemovals.ts';
import { useText } from '../../ui/i18n.ts';
import { Num } from '../../ui/Isolated.tsx';
import { Say } from '../../ui/Say.tsx';
import { TouchButton } from '../../ui/TouchButton.tsx';
import { useEditor } from '../editor.ts';
import { NamesField } from '../fields/NamesField.tsx';
import { freeId, withEntry, withMoved, without } from '../listEdits.ts';
import { MoveButtons } from '../MoveButtons.tsx';
import css from './sections.module.css';

const noName: Text = { zh: '', ug: null, en: null };

/** Areas of the hall and the departments with staff in it. */
export function Places() {
  const { t } = useText();
  const { change } = useEditor();
  return (
    <>
      <h2 className={css.title}>{t('admin.section.places')}</h2>
      <PlaceList
        list="areas"
        add={() =>
          change('areas.add', before => {
            const id = areaIdSchema.parse(freeId('area', before.areas));
            return { ...before, areas: [...before.areas, { id, name: noName }] };
          })
        }
      />
      <PlaceList
        list="departments"
        add={() =>
          change('departments.add', before => {
            const id = departmentIdSchema.parse(freeId('department', before.departments));
            return { ...before, departments: [...before.departments, { id, name: noName }] };
          })
        }
      />
    </>
  );
}

type ListName = 'areas' | 'departments';
const words = {
  areas: { title: 'admin.places.areas', add: 'admin.places.addArea', name: 'admin.part.areas', key: 'area' },
  departments: {
    title: 'admin.places.departments',
    add: 'admin.places.addDepartment',
    name: 'admin.part.departments',
    key: 'department',
  },
} as const;

/** The set-up with another list of places; both lists have entries of one shape. */
function withList(setup: HallSetup, list: ListName, edit: <T>(entries: readonly T[]) => T[]): HallSetup {
  return list === 'areas' ? { ...setup, areas: edit(setup.areas) } : { ...setup, departments: edit(setup.departments) };
}

function withName(setup: HallSetup, list: ListName, { at, name }: { at: number; name: Text }): HallSetup {
  return list === 'areas'
    ? { ...setup, areas: withEntry(setup.areas, at, { name }) }
    : { ...setup, departments: withEntry(setup.departments, at, { name }) };
}

/** A place that is gone is no longer named by any queue. */
function withoutPlace(setup: HallSetup, list: ListName, at: number): HallSetup {
  if (list === 'areas') {
    const gone = setup.areas[at];
    return gone === undefined ? setup : withoutArea(setup, gone.id);
  }
  const gone = setup.departments[at]?.id;
  const queues = setup.queues.map(queue => (queue.department === gone ? { ...queue, department: null } : queue));
  return { ...setup, departments: without(setup.departments, at), queues };
}

function PlaceList({ list, add }: { list: ListName; add: () => void }) {
  const { t } = useText();
  const { setup, change } = useEditor();
  const { title, add: addWord, name: nameWord, key } = words[list];
  const entries = setup[list];
  return (
    <section className={css.panel}>
      <h3 className={css.heading}>{t(title)}</h3>
      {entries.map(({ id, name }, at) => {
        const users = setup.queues.filter(queue => queue[key] === id).length;
        return (
          <div key={id} className={css.entry}>
            <NamesField
              label={t(nameWord)}
              value={name}
              path={[list, at, 'name']}
              onChange={next => change(`${list}.${id}.name`, before => withName(before, list, { at, name: next }))}
            />
            <span className={css.tools}>
              <span className={css.hint}>
                <Say k="admin.places.usedBy" count={users} values={{ n: <Num>{users}</Num> }} />
              </span>
              <MoveButtons
                at={at}
                count={entries.length}
                move={step =>
                  change(`${list}.order`, before => withList(before, list, all => withMoved(all, at, step)))
                }
              />
              <TouchButton
                kind="quiet"
                className={css.small}
                label={t('admin.remove')}
                repeatGuardMs={0}
                onPress={() => change(`${list}.remove.${id}`, before => withoutPlace(before, list, at))}
              >
                <Trash2 size={18} aria-hidden />
              </TouchButton>
            </span>
          </div>
        );
      })}
      <TouchButton className={`${css.small} ${css.start}`} repeatGuardMs={0} onPress={add}>
        <Plus size={18} aria-hidden />
        {t(addWord)}
      </TouchButton>
    </section>
  );
}
