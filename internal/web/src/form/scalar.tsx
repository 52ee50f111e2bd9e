/** Where a single value is typed or chosen: by the type, the native input that fits it. */
import { isEnumType, isScalarType, type GraphQLEnumType, type GraphQLInputType } from 'graphql';
import { useState } from 'react';

import { hide, secretOf } from '../upload.ts';
import { numbers } from './check.ts';
import type { Slot } from './operation.ts';
import { longestOf, termIn } from './terms.ts';
import { valueOf, type Node } from './variables.ts';
import { fromClock, spelled, toClock, zoneNote } from './zone.ts';

/** What every control gets: the attributes that tie it to its label, and the value with the ways to change it. */
export type Control = {
  slot: Slot;
  node: Node | undefined;
  attributes: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean; 'aria-required': boolean };
  set: (json: string) => void;
  clear: () => void;
};

/** From this length on, a text gets several lines. */
const longText = 300;

const isLong = ({ name, description }: Slot): boolean =>
  ['markdown', 'html', 'rawText'].includes(name) || /at most [\d,]+ MB/.test(description ?? '') || (longestOf(description) ?? 0) > longText;

/** The control for a scalar or an enum. */
export function Scalar({ type, ...control }: Control & { type: GraphQLInputType }) {
  if (isEnumType(type)) return <Choice {...control} options={enumOptions(type)} />;
  const name = isScalarType(type) ? type.name : '';
  if (name === 'Boolean') return <Choice {...control} options={yesOrNo} />;
  if (name === 'Date') return <Day {...control} />;
  if (name === 'DateTime') return <Clock {...control} />;
  if (numbers.includes(name)) return <Digits {...control} />;
  if (/password$/i.test(control.slot.name)) return <Secret {...control} />;
  return <Text {...control} />;
}

/** The value as one would type it. */
const typed = (node: Node | undefined): string => (node === undefined || node.type === 'null' ? '' : String(valueOf(node)));

function Text({ slot, node, attributes, set, clear }: Control) {
  const change = (text: string) => (text === '' ? clear() : set(JSON.stringify(text)));
  const value = typed(node);
  return isLong(slot) ? (
    <textarea {...attributes} rows={slot.name === 'markdown' || slot.name === 'html' ? 8 : 2} value={value} onChange={(event) => change(event.target.value)} />
  ) : (
    <input {...attributes} type="text" autoComplete="off" value={value} onChange={(event) => change(event.target.value)} />
  );
}

/** JSON's form of a number, of which every digit is kept. */
const literal = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/** Numbers are typed as text, with the decimal comma of Vietnam or a point: a browser's own field would drop digits and turn with the wheel. */
function Digits({ slot, node, attributes, set, clear }: Control) {
  const change = (text: string) => {
    const number = text.trim().replace(',', '.');
    if (number === '') clear();
    else set(literal.test(number) ? number : JSON.stringify(text));
  };
  const fallback = slot.fallback === undefined || slot.fallback === null ? undefined : `mặc định: ${String(slot.fallback)}`;
  return <input {...attributes} type="text" inputMode="decimal" autoComplete="off" placeholder={fallback} value={typed(node)} onChange={(event) => change(event.target.value)} />;
}

function Day({ node, attributes, set, clear }: Control) {
  const change = (day: string) => (day === '' ? clear() : set(JSON.stringify(day)));
  return (
    <>
      <input {...attributes} type="date" max="9999-12-31" value={typed(node)} onChange={(event) => change(event.target.value)} />
      <p className="thidua-help">{spelled(typed(node))}</p>
    </>
  );
}

function Clock({ node, attributes, set, clear }: Control) {
  const clock = toClock(valueOf(node));
  const change = (text: string) => (text === '' ? clear() : set(JSON.stringify(fromClock(text))));
  const note = `${attributes.id}-gio`;
  const described = [note, attributes['aria-describedby']].filter(Boolean).join(' ');
  return (
    <>
      <input
        {...attributes}
        aria-describedby={described}
        type="datetime-local"
        max="9999-12-31T23:59"
        step={60}
        value={clock}
        onChange={(event) => change(event.target.value)}
      />
      <p className="thidua-help" id={note}>
        {[spelled(clock), zoneNote].filter(Boolean).join(' – ')}
      </p>
    </>
  );
}

/** A password: dots here, and a token in the variables. */
function Secret({ node, attributes, set, clear }: Control) {
  const [, draw] = useState(0);
  const token = valueOf(node);
  const change = (secret: string) => {
    if (secret === '') clear();
    else set(JSON.stringify(hide(secret, token)));
    draw((count) => count + 1); // the token stays, and so does the text
  };
  return <input {...attributes} type="password" autoComplete="new-password" value={secretOf(token) ?? typed(node)} onChange={(event) => change(event.target.value)} />;
}

/** The value of an option is as the schema names it. */
type Option = { value: string; label: string; json: string };

const yesOrNo: Option[] = [
  { value: 'true', label: 'Có', json: 'true' },
  { value: 'false', label: 'Không', json: 'false' },
];

function enumOptions(type: GraphQLEnumType): Option[] {
  return type.getValues().map(({ name, description, deprecationReason }) => {
    const term = termIn(description);
    const label = term === undefined ? name : `${term.charAt(0).toUpperCase()}${term.slice(1)} (${name})`;
    return { value: name, json: JSON.stringify(name), label: deprecationReason ? `${label} – không nên dùng nữa` : label };
  });
}

function Choice({ slot, node, attributes, set, clear, options }: Control & { options: Option[] }) {
  const value = typed(node);
  const isKnown = value === '' || options.some((option) => option.value === value);
  const fallback = options.find((option) => option.value === String(slot.fallback));
  const change = (name: string) => {
    const option = options.find((one) => one.value === name);
    if (option) set(option.json);
    else clear();
  };
  return (
    <select {...attributes} value={value} onChange={(event) => change(event.target.value)}>
      <option value="">{fallback ? `Mặc định: ${fallback.label}` : '– chưa chọn –'}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
      {!isKnown && <option value={value}>{value} – không có trong danh sách</option>}
    </select>
  );
}
