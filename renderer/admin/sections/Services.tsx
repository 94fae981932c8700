import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { serviceIdSchema } from '../../../hall/domain/ids.ts';
import { textIn } from '../../../hall/domain/language.ts';
import type { ServiceItem } from '../../../hall/domain/serviceItem.ts';
import { useText } from '../../ui/i18n.ts';
import { TouchButton } from '../../ui/TouchButton.tsx';
import { problemsAt, useEditor } from '../editor.ts';
import { CheckField } from '../fields/CheckField.tsx';
import { ChoiceField } from '../fields/ChoiceField.tsx';
import fields from '../fields/fields.module.css';
import { NamesField } from '../fields/NamesField.tsx';
import { freeId, withEntry, without } from '../listEdits.ts';
import css from './sections.module.css';

/** What is done in the hall, and in which queue it waits. */
export function Services() {
  const { t } = useText();
  const { setup, problems, change } = useEditor();
  const [wanted, want] = useState('');
  const { services } = setup;
  const fits = ({ name }: ServiceItem) =>
    [name.zh, name.ug, name.en].some(text => text !== null && text.toLowerCase().includes(wanted.trim().toLowerCase()));
  // What has to be corrected is never hidden by a search.
  const shown = services.flatMap((service, at) =>
    wanted.trim() === '' || fits(service) || problemsAt(problems, ['services', at]).length > 0 ? [{ service, at }] : [],
  );
  const add = () => {
    want('');
    change(`services.add.${services.length}`, before => {
      const queue = before.queues[0]?.id;
      if (queue === undefined) return before;
      const id = serviceIdSchema.parse(freeId('service', before.services));
      const made = { id, name: { zh: '', ug: null, en: null }, queue, isPrivate: false };
      return { ...before, services: [made, ...before.services] };
    });
  };
  return (
    <>
      <h2 className={css.title}>{t('admin.section.services')}</h2>
      <div className={css.row}>
        <input
          className={fields.input}
          style={{ inlineSize: 320 }}
          type="search"
          aria-label={t('admin.services.find')}
          placeholder={t('admin.services.find')}
          value={wanted}
          onChange={event => want(event.target.value)}
        />
        <TouchButton className={css.small} repeatGuardMs={0} onPress={add}>
          <Plus size={18} aria-hidden />
          {t('admin.services.add')}
        </TouchButton>
      </div>
      {shown.length === 0 && wanted.trim() !== '' && <p className={css.hint}>{t('admin.services.noneFound')}</p>}
      {shown.map(({ service, at }) => (
        <ServiceForm key={service.id} service={service} at={at} />
      ))}
    </>
  );
}

function ServiceForm({ service, at }: { service: ServiceItem; at: number }) {
  const { language, t } = useText();
  const { setup, change } = useEditor();
  const set = (part: Partial<ServiceItem>) =>
    change(`services.${service.id}.${Object.keys(part).join()}`, before => ({
      ...before,
      services: withEntry(before.services, at, part),
    }));
  return (
    <section className={css.panel}>
      <NamesField
        label={t('admin.part.services')}
        value={service.name}
        path={['services', at, 'name']}
        onChange={name => set({ name })}
      />
      <div className={css.row}>
        <ChoiceField
          label={t('admin.field.queue')}
          value={service.queue}
          choices={setup.queues.map(({ id, letter, name }) => ({
            key: id,
            text: `${letter} ${textIn(name, language)}`,
          }))}
          path={['services', at, 'queue']}
          onChange={queue => set({ queue })}
        />
        <div className={css.grow}>
          <CheckField
            label={t('admin.services.private')}
            isOn={service.isPrivate}
            onChange={isPrivate => set({ isPrivate })}
          />
        </div>
        <TouchButton
          kind="quiet"
          className={css.small}
          label={t('admin.remove')}
          repeatGuardMs={0}
          onPress={() =>
            change(`services.remove.${service.id}`, before => ({ ...before, services: without(before.services, at) }))
          }
        >
          <Trash2 size={18} aria-hidden />
        </TouchButton>
      </div>
    </section>
  );
}
