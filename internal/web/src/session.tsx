/**
 * Who is signed in, with the ways in and out. Signing in by a request of the editor would leave the password in the tabs
 * and the history that GraphiQL keeps; here it goes to the server and nowhere else.
 */
import { useEffect, useId, useRef, useState, type SubmitEvent } from 'react';

import { send, unreachable } from './api.ts';
import { LookAs, lookAs } from './look-as.tsx';
import { roles } from './roles.ts';
import { tellViewer, type Viewer } from './viewer.ts';

type UserError = { code: string; message: string };
type Reply<Field extends string, Payload> = { data?: Record<Field, Payload | null> | null; errors?: UserError[] };

const broken = 'Máy chủ không trả lời được; hãy thử lại.';

/** Asks for one root field: its payload, null included. Rejects with what a person can read. */
async function ask<Field extends string, Payload>(
  field: Field,
  query: string,
  variables?: Record<string, string | null>,
): Promise<Payload | null> {
  const answer = await send({ query, variables }).catch(() => {
    throw new Error(unreachable);
  });
  const reply = answer.graphql as Reply<Field, Payload> | undefined;
  if (!reply?.data) {
    throw new Error(reply?.errors?.[0]?.message ?? broken);
  }
  return reply.data[field];
}

const whoIs = () => ask<'viewer', Viewer>('viewer', 'query AiDangNhap { viewer { name role } }');

const enter = (login: string, password: string, code: string) =>
  ask<'sessionStart', { viewer: Viewer | null; userErrors: UserError[] }>(
    'sessionStart',
    `mutation DangNhap($login: String!, $password: String!, $code: String) {
      sessionStart(input: { login: $login, password: $password, code: $code }) {
        viewer { name role }
        userErrors { code message }
      }
    }`,
    { login, password, code: code === '' ? null : code },
  );

const leave = () =>
  ask<'sessionEnd', { userErrors: UserError[] }>('sessionEnd', 'mutation DangXuat { sessionEnd { userErrors { code message } } }');

const messageOf = (error: unknown) => (error instanceof Error ? error.message : broken);

/** The part of the page's head that says who is signed in. */
export function Session() {
  const [viewer, setViewer] = useState<Viewer | null>(null);
  const [isOpen, setOpen] = useState(false);

  useEffect(() => tellViewer(viewer), [viewer]);

  useEffect(() => {
    // Somebody may come back, or a session end, while the page is in the background.
    const look = () => {
      if (document.visibilityState === 'visible') {
        whoIs().then(setViewer, () => setViewer(null));
      }
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);

  // Whoever comes next looks as themselves.
  useEffect(() => lookAs(''), [viewer?.name, viewer?.role]);

  // The page begins anew, so that whoever comes next at this screen does not read the answers to the one before.
  const signOut = () => leave().then(
    () => location.reload(),
    (error: unknown) => alert(messageOf(error)),
  );

  return (
    <div className="thidua-session">
      {viewer === null ? (
        <button type="button" onClick={() => setOpen(true)}>
          Đăng nhập
        </button>
      ) : (
        <>
          {viewer.role === 'ADMINISTRATOR' && <LookAs />}
          <span>
            {viewer.name} ({roles[viewer.role] ?? viewer.role})
          </span>
          <button type="button" onClick={signOut}>
            Đăng xuất
          </button>
        </>
      )}
      {isOpen && (
        <SignIn
          onDone={(entered) => {
            setOpen(false);
            if (entered !== undefined) {
              setViewer(entered);
            }
          }}
        />
      )}
    </div>
  );
}

/** The form. onDone gets who has signed in, or nothing if the person gave up. */
function SignIn({ onDone }: { onDone: (viewer?: Viewer) => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const [needsCode, setNeedsCode] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [message, setMessage] = useState('');

  useEffect(() => dialog.current?.showModal(), []);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    setBusy(true);
    setMessage('');
    try {
      const payload = await enter(text('login'), text('password'), text('code').trim());
      if (payload?.viewer) {
        onDone(payload.viewer);
        return;
      }
      setNeedsCode((already) => already || payload?.userErrors[0]?.code === 'CODE_REQUIRED');
      setMessage(payload?.userErrors[0]?.message ?? broken);
    } catch (error) {
      setMessage(messageOf(error));
    }
    setBusy(false);
  }

  return (
    <dialog ref={dialog} className="thidua-dialog" aria-labelledby={heading} onClose={() => onDone()}>
      <form onSubmit={submit}>
        <h1 id={heading}>Đăng nhập</h1>
        <label>
          Tên đăng nhập
          <input name="login" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
        </label>
        <label>
          Mật khẩu
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {needsCode && (
          <label>
            Mã xác thực hoặc mã khôi phục
            <input name="code" autoComplete="one-time-code" required autoFocus />
          </label>
        )}
        <p role="alert">{message}</p>
        <menu>
          <button type="button" onClick={() => onDone()}>
            Hủy
          </button>
          <button type="submit" disabled={isBusy}>
            Đăng nhập
          </button>
        </menu>
      </form>
    </dialog>
  );
}
