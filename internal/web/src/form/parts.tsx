/** The fields of an input object: those that must be filled in or mostly are, and the others when they are asked for. */
import { isInputObjectType, isListType, getNullableType, type GraphQLInputObjectType, type GraphQLInputType } from 'graphql';
import { useId, useRef, useState } from 'react';

import { isRequired, keyOf } from './check.ts';
import { useForm } from './context.ts';
import { Field } from './field.tsx';
import { slotsOf, type Slot } from './operation.ts';
import { termOf } from './terms.ts';
import { at, keys, put, read, remove, type Path } from './variables.ts';

type PartsProps = { type: GraphQLInputType; path: Path; label: string; kept: number };

/** As many optional fields are simply shown; of more, only the usual ones. */
const few = 3;

/** What people mostly fill in though the schema does not ask for it. */
const usual = ['id', 'title', 'summary', 'body', 'name', 'password', 'publishAt', 'alt', 'caption'];

/** Whether an optional field is in sight from the beginning. References are not: who needs one has looked it up. */
function isUsual(slot: Slot, slots: Slot[]): boolean {
  const type = getNullableType(slot.type);
  const isSimple = !isListType(type) && !isInputObjectType(type) && type.name !== 'ID';
  return usual.includes(slot.name) || (isSimple && slots.filter((one) => !isRequired(one)).length <= few);
}

/** The fields of an object. */
export function Parts({ type, path, label, kept }: PartsProps) {
  const { root, shown, said, show, focus } = useForm();
  const slots = slotsOf(type);
  const node = at(root, path);
  const isExtra = (slot: Slot) => !isRequired(slot) && !isUsual(slot, slots);
  const isSeen = (slot: Slot) => {
    const key = keyOf([...path, slot.name]);
    return !isExtra(slot) || shown.has(key) || at(node, [slot.name]) !== undefined || [...said.keys()].some((one) => one === key || one.startsWith(`${key}.`));
  };
  const known = new Set(slots.map((slot) => slot.name));
  const unknown = keys(node).filter((key) => !known.has(key));
  const add = (name: string) => {
    focus.current = keyOf([...path, name]);
    show([...path, name]);
  };
  return (
    <>
      {unknown.length > 0 && <Unknown names={unknown} />}
      {slots.filter(isSeen).map((slot) => (
        <Field key={slot.name} slot={slot} path={[...path, slot.name]} kept={kept} isExtra={isExtra(slot)} />
      ))}
      <Adder label={label} slots={slots.filter((slot) => !isSeen(slot))} onAdd={add} />
    </>
  );
}

/** Says what an object has and the schema has not. */
function Unknown({ names }: { names: string[] }) {
  return (
    <p className="thidua-warning">
      Ô Biến còn có <code>{names.join(', ')}</code>, mà lược đồ không có: vẫn được giữ nguyên, nhưng máy chủ sẽ không nhận.
    </p>
  );
}

/** Brings optional fields into sight, one at a time. */
function Adder({ label, slots, onAdd }: { label: string; slots: Slot[]; onAdd: (name: string) => void }) {
  const id = useId();
  const select = useRef<HTMLSelectElement>(null);
  if (slots.length === 0) return null;
  return (
    <div className="thidua-adder">
      <label htmlFor={id}>Thêm trường</label>
      <select id={id} ref={select} aria-label={`Thêm trường vào ${label}`}>
        {slots.map((slot) => (
          <option key={slot.name} value={slot.name}>
            {termOf(slot.name, slot.description)} ({slot.name}){slot.deprecation ? ' – không nên dùng nữa' : ''}
          </option>
        ))}
      </select>
      <button type="button" aria-label={`Thêm vào ${label}`} onClick={() => select.current && onAdd(select.current.value)}>
        Thêm
      </button>
    </div>
  );
}

/** An object of which exactly one field is given: that is chosen first. What was in another is laid aside, should one come back to it. */
export function OneOf({ type, path, label, kept }: PartsProps & { type: GraphQLInputObjectType }) {
  const { root, change } = useForm();
  const id = useId();
  const laidAside = useRef(new Map<string, string>());
  const slots = slotsOf(type);
  const given = keys(at(root, path));
  const [picked, setPicked] = useState(slots.some((slot) => slot.name === 'markdown') ? 'markdown' : '');
  const slot = slots.find((one) => given.includes(one.name)) ?? slots.find((one) => one.name === picked);
  const unknown = given.filter((key) => !slots.some((one) => one.name === key));
  const pick = (name: string) => {
    setPicked(name);
    change(path, (text) => {
      const before = slot && at(read(text).root, [...path, slot.name]);
      if (slot && before) laidAside.current.set(slot.name, text.slice(before.offset, before.offset + before.length));
      const without = slot && before ? remove(text, [...path, slot.name], path.length) : text;
      const back = laidAside.current.get(name);
      if (back !== undefined) return put(without, [...path, name], back);
      return before && kept < path.length ? remove(without, path, kept) : without;
    });
  };
  return (
    <>
      <div className="thidua-field">
        <div className="thidua-label">
          <label htmlFor={id}>Dạng</label>
        </div>
        <select id={id} aria-label={`Dạng của ${label}`} value={slot?.name ?? ''} onChange={(event) => pick(event.target.value)}>
          {!slot && <option value="">– chưa chọn –</option>}
          {slots.map((one) => (
            <option key={one.name} value={one.name}>
              {termOf(one.name, one.description)} ({one.name})
            </option>
          ))}
        </select>
      </div>
      {unknown.length > 0 && <Unknown names={unknown} />}
      {slot && <Field key={slot.name} slot={slot} path={[...path, slot.name]} kept={kept} isAlone />}
    </>
  );
}
