import { isCompositeType } from 'graphql';

import { objectsIn, type Json } from './answer.ts';
import { leaf } from './format.ts';
import type { Pick } from './selection.ts';

/** All that was selected of an object in words, for places where it has no table of its own. */
export function say(picks: Pick[], object: Json): string {
  return picks
    .map((pick) => {
      const value = object[pick.key];
      if (!isCompositeType(pick.type)) return leaf(pick.type, value, pick.field.name);
      return objectsIn(value).map((element) => say(pick.picks, element)).filter(Boolean).join('; ');
    })
    .filter(Boolean)
    .join(' – ');
}
