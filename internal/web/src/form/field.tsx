/** One thing to fill in: what it is called, where it is filled in, what is wrong with it, and the ways to take it away. */
import { getNullableType, isInputObjectType, isListType, isNonNullType, isScalarType } from 'graphql';
import type { ReactNode } from 'react';

import { isRequired } from './check.ts';
import { idOf, useForm, useValue } from './context.ts';
import { FileChoice } from './file.tsx';
import { List } from './list.tsx';
import { OneOf, Parts } from './parts.tsx';
import type { Slot } from './operation.ts';
import { Scalar } from './scalar.tsx';
import { helpOf, lengthOf, termOf } from './terms.ts';
import type { Path } from './variables.ts';

type FieldProps = {
  slot: Slot;
  path: Path;
  /** How much of the path must stay when the value is taken away. */
  kept: number;
  /** What it is called, if that is not its own name. */
  label?: string;
  /** Whether taking it away also takes it out of sight. */
  isExtra?: boolean;
  /** Whether it is an item of a list: it is emptied in its place, and the list takes it away. */
  isItem?: boolean;
  /** Whether it is the one field of an object that has exactly one, which cannot be null. */
  isAlone?: boolean;
};

/** A variable, a field of an input, or an item of a list. */
export function Field({ slot, path, kept, label = termOf(slot.name, slot.description), isExtra = false, isItem = false, isAlone = false }: FieldProps) {
  const { isChange } = useForm();
  const { node, error, set, clear, empty, drop, reopen } = useValue(path, kept);
  const id = idOf(path);
  const type = getNullableType(slot.type);
  const help = helpOf(slot.description);
  const isNullable = !isNonNullType(slot.type) && !isItem && !isAlone;
  const isNull = node?.type === 'null' && isNullable;
  const mayClear = isNullable && !isNull && (isChange || /\bnull\b/.test(slot.description ?? ''));
  const isGroup = isListType(type) || isInputObjectType(type);

  const actions = (
    <>
      {mayClear && (
        <button type="button" onClick={empty} aria-label={`Xóa trắng ${label}`}>
          Xóa trắng
        </button>
      )}
      {isExtra && (
        <button type="button" onClick={drop} aria-label={`Bỏ ${label}`}>
          Bỏ
        </button>
      )}
    </>
  );
  const heading = (
    <>
      {label} {slot.name !== '' && <code>{slot.name}</code>} {isRequired(slot) && !isItem && <em>bắt buộc</em>}
    </>
  );
  const notes = (
    <>
      {slot.deprecation && <p className="thidua-warning">Không nên dùng nữa: {slot.deprecation}</p>}
      {error !== undefined && (
        <p className="thidua-error" id={`${id}-loi`}>
          {error}
        </p>
      )}
    </>
  );
  const described = [error !== undefined && `${id}-loi`, help !== '' && `${id}-giup`].filter(Boolean).join(' ') || undefined;
  const helpText = help !== '' && <Help id={`${id}-giup`} description={slot.description} />;

  if (isNull) {
    return (
      <div className="thidua-field" role="group" aria-label={label}>
        <div className="thidua-label">
          <span>{heading}</span>
          {isExtra && actions}
        </div>
        <p className="thidua-null">
          Sẽ xóa trắng: gửi <code>null</code>.{' '}
          <button type="button" id={id} onClick={reopen} aria-label={`Thôi xóa trắng ${label}`}>
            Thôi xóa trắng
          </button>
        </p>
        {notes}
      </div>
    );
  }
  if (isGroup) {
    const nextKept = isRequired(slot) || isItem ? path.length : kept;
    return (
      <fieldset className="thidua-group" id={id} tabIndex={-1} aria-describedby={described}>
        <legend>{heading}</legend>
        {helpText}
        {notes}
        {isListType(type) ? (
          <List type={type} path={path} label={label} kept={nextKept} />
        ) : isInputObjectType(type) && type.isOneOf ? (
          <OneOf type={type} path={path} label={label} kept={nextKept} />
        ) : (
          <Parts type={type} path={path} label={label} kept={nextKept} />
        )}
        <div className="thidua-actions">{actions}</div>
      </fieldset>
    );
  }
  const control = {
    slot,
    node,
    set,
    clear: isItem ? () => set(isTextual(type) ? '""' : 'null') : clear,
    attributes: { id, 'aria-describedby': described, 'aria-invalid': error !== undefined, 'aria-required': isRequired(slot) },
  };
  return (
    <div className="thidua-field">
      <Heading id={id} actions={actions}>
        {heading}
      </Heading>
      {isScalarType(type) && type.name === 'Upload' ? <FileChoice {...control} /> : <Scalar type={type} {...control} />}
      {notes}
      {helpText}
    </div>
  );
}

/** Whether an empty value of the type is an empty text. */
const isTextual = (type: unknown): boolean => isScalarType(type) && ['String', 'ID'].includes(type.name);

function Heading({ id, actions, children }: { id: string; actions: ReactNode; children: ReactNode }) {
  return (
    <div className="thidua-label">
      <label htmlFor={id}>{children}</label>
      <span className="thidua-actions">{actions}</span>
    </div>
  );
}

/** From this length on, an explanation is folded. */
const longHelp = 160;

/** What the schema says of it. The schema speaks English but for its terms; how long a text may be is said in both. */
function Help({ id, description }: { id: string; description: string | null | undefined }) {
  const help = helpOf(description);
  const length = lengthOf(description);
  if (help.length < longHelp) {
    return (
      <p className="thidua-help" id={id}>
        {length} <span lang="en">{help}</span>
      </p>
    );
  }
  return (
    <details className="thidua-help">
      <summary>{length ?? 'Giải thích'}</summary>
      <p id={id} lang="en">
        {help}
      </p>
    </details>
  );
}
