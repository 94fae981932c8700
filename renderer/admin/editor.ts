import { createContext, useContext } from 'react';
import type { HallSetup } from '../../hall/domain/hallSetup.ts';
import type { SetupNow } from '../../hall/domain/setupApi.ts';
import type { SetupProblem } from '../../hall/domain/setupProblem.ts';
import type { AdminStore } from './adminStore.ts';

export type Path = readonly (string | number)[];

/** What every form of the admin page works with. */
export type Editor = {
  store: AdminStore;
  base: SetupNow;
  setup: HallSetup;
  problems: readonly SetupProblem[];
  /** Keys of the document with unsaved edits. */
  changed: ReadonlySet<string>;
  change: AdminStore['change'];
  /** Opens another section. */
  open: (section: string) => void;
};

export const EditorContext = createContext<Editor | null>(null);

/** The set-up that is being edited around this component. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (editor === null) throw new Error('not inside the admin page');
  return editor;
}

/** Problems at a field or inside of it. */
export function problemsAt(problems: readonly SetupProblem[], path: Path): readonly SetupProblem[] {
  return problems.filter(problem => path.every((key, at) => problem.path[at] === key));
}
