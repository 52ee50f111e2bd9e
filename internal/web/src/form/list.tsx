/** A list: a row for each item, which can be taken away and moved, and a way to add one. */
import { getNamedType, getNullableType, isInputObjectType, isListType, type GraphQLInputType, type GraphQLList } from 'graphql';

import { keyOf } from './check.ts';
import { goTo, idOf, useForm } from './context.ts';
import { Field } from './field.tsx';
import { append, at, items, remove, swap, type Path } from './variables.ts';

type ListProps = { type: GraphQLList<GraphQLInputType>; path: Path; label: string; kept: number };

/** What a new row begins with. */
function blank(type: GraphQLInputType): string {
  const item = getNullableType(type);
  if (isListType(item)) return '[]';
  if (isInputObjectType(item)) return '{}';
  return ['String', 'ID'].includes(getNamedType(item).name) ? '""' : 'null';
}

/** The rows of a list. */
export function List({ type, path, label, kept }: ListProps) {
  const { root, change, focus } = useForm();
  const rows = items(at(root, path));
  const isWhole = (text: string) => items(at(root, path)).length === 1 && path.length > kept ? remove(text, path, kept) : undefined;
  const add = () => {
    focus.current = keyOf([...path, rows.length]);
    change(path, (text) => append(text, path, blank(type.ofType)));
  };
  const takeAway = (index: number) => {
    change(path, (text) => isWhole(text) ?? remove(text, [...path, index], path.length));
    requestAnimationFrame(() => goTo(keyOf([...path, index])));
  };
  /** Moves a row by one place, and the focus with it. */
  const move = (index: number, to: number) => {
    change(path, (text) => swap(text, path, Math.min(index, to)));
    requestAnimationFrame(() => {
      const button = document.getElementById(`${idOf([...path, to])}-${to < index ? 'len' : 'xuong'}`);
      if (button?.matches(':enabled')) button.focus();
      else goTo(keyOf([...path, to]));
    });
  };
  return (
    <>
      <ol className="thidua-list">
        {rows.map((_, index) => (
          <li key={index}>
            <Field
              slot={{ name: '', type: type.ofType, description: undefined }}
              path={[...path, index]}
              kept={path.length + 1}
              label={`${label} ${index + 1}`}
              isItem
            />
            <div className="thidua-actions">
              <button
                type="button"
                id={`${idOf([...path, index])}-len`}
                disabled={index === 0}
                aria-label={`Chuyển ${label} ${index + 1} lên`}
                onClick={() => move(index, index - 1)}
              >
                Lên
              </button>
              <button
                type="button"
                id={`${idOf([...path, index])}-xuong`}
                disabled={index === rows.length - 1}
                aria-label={`Chuyển ${label} ${index + 1} xuống`}
                onClick={() => move(index, index + 1)}
              >
                Xuống
              </button>
              <button type="button" aria-label={`Bỏ ${label} ${index + 1}`} onClick={() => takeAway(index)}>
                Bỏ
              </button>
            </div>
          </li>
        ))}
      </ol>
      <button type="button" onClick={add} aria-label={`Thêm dòng vào ${label}`}>
        Thêm dòng
      </button>
    </>
  );
}
