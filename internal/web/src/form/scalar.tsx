/** Where a single value is typed or chosen: by the type, the native input that fits it. */
import { isEnumType, isScalarType, type GraphQLEnumType, type GraphQLInputType } from 'graphql';
import { useState } from 'react';

import { hide, secretOf } from '../upload.ts';
import { numbers } from './check.ts';
import type { Slot } from './operation.ts';
import { longestOf, termIn } from './terms.ts';
import { valueOf, type Node } from './variables.ts';
import { fromClock, toClock } from './zone.ts';

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
    <textarea {...attributes} rows={slot.name === 'markdown' || slot.name === 'html' ? 8 : 3} value={value} onChange={(event) => change(event.target.value)} />
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
  return <input {...attributes} type="date" max="9999-12-31" value={typed(node)} onChange={(event) => (event.target.value === '' ? clear() : set(JSON.stringify(event.target.value)))} />;
}

function Clock({ node, attributes, set, clear }: Control) {
  const change = (clock: string) => (clock === '' ? clear() : set(JSON.stringify(fromClock(clock))));
  return <input {...attributes} type="datetime-local" max="9999-12-31T23:59" step={60} value={toClock(valueOf(node))} onChange={(event) => change(event.target.value)} />;
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

type Option = { json: string; label: string };

const yesOrNo: Option[] = [
  { json: 'true', label: 'Có' },
  { json: 'false', label: 'Không' },
];

function enumOptions(type: GraphQLEnumType): Option[] {
  return type.getValues().map(({ name, description, deprecationReason }) => {
    const term = termIn(description);
    const label = term === undefined ? name : `${term.charAt(0).toUpperCase()}${term.slice(1)} (${name})`;
    return { json: JSON.stringify(name), label: deprecationReason ? `${label} – không nên dùng nữa` : label };
  });
}

function Choice({ slot, node, attributes, set, clear, options }: Control & { options: Option[] }) {
  const value = node === undefined || node.type === 'null' ? '' : JSON.stringify(valueOf(node));
  const isKnown = value === '' || options.some((option) => option.json === value);
  const fallback = options.find((option) => option.json === JSON.stringify(slot.fallback));
  return (
    <select {...attributes} value={value} onChange={(event) => (event.target.value === '' ? clear() : set(event.target.value))}>
      <option value="">{fallback ? `Mặc định: ${fallback.label}` : '– chưa chọn –'}</option>
      {options.map((option) => (
        <option key={option.json} value={option.json}>
          {option.label}
        </option>
      ))}
      {!isKnown && <option value={value}>{typed(node)} – không có trong danh sách</option>}
    </select>
  );
}
