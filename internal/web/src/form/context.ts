/** What the parts of the form share. */
import { createContext, useContext, useEffect } from 'react';

import { keyOf, type Problems } from './check.ts';
import { at, put, remove, type Node, type Path } from './variables.ts';

/** The form as its fields see it. */
export type Form = {
  root: Node | undefined;
  /** Whether what is there is changed, so that absent and null differ everywhere. */
  isChange: boolean;
  /** What is wrong by our own checks; before the first try to send, only values that are there are complained about. */
  problems: Problems;
  isTried: boolean;
  /** What the server said. */
  said: Problems;
  /** Changes the text of the variables, for a field at this path, which stays in sight from then on. */
  change: (path: Path, edit: (text: string) => string) => void;
  /** Optional fields that are in sight though nothing is in them. */
  shown: ReadonlySet<string>;
  show: (path: Path) => void;
  hide: (path: Path) => void;
  /** The field that is to get the focus once it is there. */
  focus: { current: string | undefined };
};

export const FormContext = createContext<Form | undefined>(undefined);

/** The form around a field. */
export function useForm(): Form {
  const form = useContext(FormContext);
  if (!form) throw new Error('a field stands outside of a form');
  return form;
}

/** The ID of the element that a path is filled in at. */
export const idOf = (path: Path): string => `bien-${keyOf(path)}`;

/** Moves the focus to the field of a key, or to the closest one around it that is drawn, at last the form. */
export function goTo(key: string): void {
  const steps = key.split('.');
  for (let end = steps.length; end >= 0; end -= 1) {
    const element = document.getElementById(idOf(steps.slice(0, end)));
    if (element) {
      element.focus();
      return;
    }
  }
}

/** What a field at a path works with. The number says how much of the path must stay when the value is taken away. */
export function useValue(path: Path, kept: number) {
  const { root, change, hide, show, focus, problems, said, isTried } = useForm();
  const node = at(root, path);
  const key = keyOf(path);
  const isGiven = node !== undefined && node.type !== 'null' && node.value !== '';
  useEffect(() => {
    if (focus.current !== key) return;
    const element = document.getElementById(idOf(path));
    if (!element) return;
    focus.current = undefined;
    element.focus();
  });
  return {
    node,
    error: (isTried || isGiven ? problems.get(key) : undefined) ?? said.get(key),
    set: (json: string) => change(path, (text) => put(text, path, json)),
    clear: () => change(path, (text) => remove(text, path, kept)),
    /** Makes it an explicit null. The button that does so goes, so the focus goes to the one that takes it back. */
    empty: () => {
      focus.current = key;
      change(path, (text) => put(text, path, 'null'));
    },
    /** Takes an explicit null back. */
    reopen: () => {
      focus.current = key;
      change(path, (text) => remove(text, path, kept));
      show(path);
    },
    /** Takes the value and the field out of sight. */
    drop: () => {
      change(path, (text) => remove(text, path, kept));
      hide(path);
      requestAnimationFrame(() => goTo(keyOf(path.slice(0, -1))));
    },
  };
}
