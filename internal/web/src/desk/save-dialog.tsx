/** The dialog that saves a request under a name, and then says where the server answers with it. */
import { useEffect, useId, useRef, useState, type ReactNode, type SubmitEvent } from 'react';

import { addressesOf, save, type FieldError, type Saved } from './save.ts';

export function SaveDialog({ text, onDone }: { text: string; onDone: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const [saved, setSaved] = useState<Saved | null>(null);

  useEffect(() => dialog.current?.showModal(), []);

  return (
    <dialog ref={dialog} className="thidua-dialog thidua-save" aria-labelledby={heading} onClose={onDone}>
      <h1 id={heading}>Lưu thành truy vấn có tên</h1>
      {saved === null ? <SaveForm text={text} onSaved={setSaved} onGiveUp={onDone} /> : <Addresses text={text} saved={saved} />}
    </dialog>
  );
}

function SaveForm({ text, onSaved, onGiveUp }: { text: string; onSaved: (saved: Saved) => void; onGiveUp: () => void }) {
  const [errors, setErrors] = useState<Pick<FieldError, 'field' | 'message'>[]>([]);
  const [present, setPresent] = useState<{ name: string; version: number } | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get('name') ?? '').trim();
    const maxAge = String(form.get('maxAge') ?? '');
    setBusy(true);
    setErrors([]);
    try {
      const { document, userErrors } = await save({
        text,
        ...(name !== '' && { name }),
        ...(maxAge !== '' && { maxAge: Number(maxAge) }),
        ...(present?.name === name && { version: present.version }),
      });
      if (document !== null) {
        onSaved(document);
        return;
      }
      const conflict = userErrors.find((error) => error.conflict !== null)?.conflict;
      setPresent(conflict ? { name, version: conflict.version } : null);
      setErrors(userErrors);
    } catch (error) {
      setErrors([{ field: [], message: error instanceof Error ? error.message : String(error) }]);
    }
    setBusy(false);
  }

  const at = (field: string) => errors.find((error) => error.field[0] === field)?.message;
  const elsewhere = errors.filter(({ field }) => !['name', 'maxAge'].includes(field[0] ?? ''));
  return (
    <form onSubmit={submit} noValidate>
      <Field label="Tên" hint="Chữ không dấu, số và . _ ~ -; để trống thì máy gọi bằng mã của truy vấn." error={at('name')}>
        {(described) => <input name="name" autoComplete="off" autoCapitalize="none" spellCheck={false} {...described} />}
      </Field>
      <Field label="Giữ câu trả lời bao nhiêu giây" hint="0 đến 86400; để trống thì tùy dữ liệu." error={at('maxAge')}>
        {(described) => <input name="maxAge" type="number" min={0} max={86400} {...described} />}
      </Field>
      <p role="alert">
        {elsewhere.map(({ message }) => message).join(' ')}
        {present !== null && ' Bấm “Thay bản đang có” để ghi đè.'}
      </p>
      <menu>
        <button type="button" onClick={onGiveUp}>
          Hủy
        </button>
        <button type="submit" disabled={isBusy}>
          {present === null ? 'Lưu' : 'Thay bản đang có'}
        </button>
      </menu>
    </form>
  );
}

/** What ties a field to what is said about it. */
type Described = { 'aria-describedby': string; 'aria-invalid': boolean };

function Field(props: { label: string; hint: string; error?: string; children: (described: Described) => ReactNode }) {
  const about = useId();
  return (
    <label>
      {props.label}
      {props.children({ 'aria-describedby': about, 'aria-invalid': props.error !== undefined })}
      <small id={about} className={props.error === undefined ? undefined : 'thidua-wrong'}>
        {props.error ?? props.hint}
      </small>
    </label>
  );
}

function Addresses({ text, saved }: { text: string; saved: Saved }) {
  const close = useRef<HTMLButtonElement>(null);
  const addresses = addressesOf(text, saved.documentId);

  useEffect(() => close.current?.focus(), []);

  return (
    <form method="dialog">
      <p role="status" className="thidua-done">
        Đã lưu. Trang và ứng dụng gọi bằng documentId <code>{saved.documentId}</code>
      </p>
      {addresses.length > 0 ? (
        <ul>
          {addresses.map(({ path, says }) => (
            <li key={path}>
              {says}
              <code>{location.origin + path}</code>
            </li>
          ))}
        </ul>
      ) : (
        <p className="thidua-done">Yêu cầu này không đọc bằng địa chỉ được: gửi documentId bằng POST đến /graphql.</p>
      )}
      <menu>
        <button ref={close} type="submit">
          Đóng
        </button>
      </menu>
    </form>
  );
}
