import { useText } from '../ui/i18n.ts';
import { problemsAt, useEditor } from './editor.ts';
import css from './SectionNav.module.css';
import { sections } from './sections.ts';

/** The parts of the set-up as links, so that keyboard, history and a second tab work as everywhere in a browser. */
export function SectionNav({ section }: { section: string }) {
  const { t } = useText();
  const { changed, problems } = useEditor();
  return (
    <nav className={css.nav} aria-label={t('admin.sections')}>
      {sections.map(({ id, title, Icon, keys }) => {
        const wrong = keys.reduce((sum, key) => sum + problemsAt(problems, [key]).length, 0);
        const isChanged = keys.some(key => changed.has(key));
        return (
          <a key={id} href={`#${id}`} className={css.link} aria-current={id === section ? 'page' : undefined}>
            <Icon size={20} aria-hidden className={css.icon} />
            <span className={css.name}>{t(title)}</span>
            {wrong > 0 ? (
              <span className={css.wrong}>
                {wrong}
                <span className="visually-hidden"> {t('admin.refused')}</span>
              </span>
            ) : (
              isChanged && <span className={css.dot} role="img" aria-label={t('admin.unsaved')} />
            )}
          </a>
        );
      })}
    </nav>
  );
}
