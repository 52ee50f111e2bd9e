/** The page's own keys, and the button that says which there are. */
import { useEffect } from 'react';

import { chords } from './chords.ts';
import { goTo } from './places.ts';

/** Opens GraphiQL's dialog, whose table of keys is ours. */
function openHelp() {
  document.querySelector<HTMLElement>('.graphiql-sidebar [data-value="short-keys"]')?.click();
}

/** GraphiQL's way to send what is in the editors, with a menu if there are several operations. */
function send() {
  document.querySelector<HTMLElement>('.graphiql-execute-button')?.click();
}

const isIn = (target: EventTarget | null, selector: string) => target instanceof Element && target.closest(selector) !== null;

/** What the page does at a key, or undefined if it is none of its own. */
function actionFor(event: KeyboardEvent): (() => void) | undefined {
  // What is in front takes all keys; so does whoever types a letter with AltGr, which some systems tell as Ctrl + Alt.
  if (document.querySelector('[role="dialog"], dialog[open]') || event.getModifierState('AltGraph')) return undefined;
  const { ctrlKey, altKey, shiftKey, metaKey, code, target } = event;
  if (ctrlKey && altKey && !shiftKey && !metaKey) {
    const chord = chords.find((known) => known.code === code);
    return chord ? () => goTo(chord.place) : code === 'KeyH' ? openHelp : undefined;
  }
  if (isIn(target, '.monaco-editor') || altKey || shiftKey || metaKey) return undefined;
  if (code === 'F1' && !ctrlKey) return openHelp;
  // The editors and the form send by themselves; from elsewhere the page does.
  return ctrlKey && !isIn(target, '.thidua-form') && (code === 'Enter' || code === 'NumpadEnter') ? send : undefined;
}

export function Keys() {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const act = actionFor(event);
      if (act) {
        event.preventDefault();
        event.stopPropagation();
        act();
      }
    };
    // Before the editors, which would take some of them.
    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, []);

  return (
    <button type="button" onClick={openHelp} aria-keyshortcuts="Control+Alt+H">
      Phím tắt
    </button>
  );
}
