/** The list of ready requests: what the person signed in can do, by task, found by typing and walked through by arrow keys. */
import { useId, useRef, useState, type KeyboardEvent } from 'react';

import { useViewer } from '../viewer.ts';
import { roles } from '../roles.ts';
import { byTask, collection } from './collection.ts';
import { likeness } from './letters.ts';
import { useOpen } from './opening.ts';
import { isFor, type ReadyRequest } from './request.ts';

/** The requests that answer to what was typed, the best first; all in their order if nothing was. */
function found(typed: string): ReadyRequest[] {
  const likenessOf = ({ name, task, about }: ReadyRequest) => likeness(typed, name, `${task} ${about}`);
  return collection.filter(likenessOf).toSorted((one, other) => likenessOf(other) - likenessOf(one));
}

export function Panel() {
  const viewer = useViewer();
  const role = viewer === null ? undefined : roles[viewer.role];
  const [typed, setTyped] = useState('');
  const [showsAll, setShowsAll] = useState(false);
  const open = useOpen();
  const panel = useRef<HTMLElement>(null);
  const filterId = useId();

  const all = found(typed);
  const shown = showsAll ? all : all.filter((request) => isFor(request, role));
  const others = all.length - shown.length;

  /** Arrow keys move through the field and the list as one column; Escape goes back to the field. */
  function walk(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const column = [...(panel.current?.querySelectorAll<HTMLElement>('input[type="search"], .thidua-desk-request') ?? [])];
    const here = column.indexOf(document.activeElement as HTMLElement);
    const next = event.key === 'Home' && here > 0 ? column[1] : event.key === 'End' && here > 0 ? column.at(-1) : step && column[here + step];
    if (next && here >= 0) {
      event.preventDefault();
      next.focus();
    } else if (event.key === 'Escape' && here > 0) {
      event.preventDefault();
      column[0]?.focus();
    } else if (event.key === 'Enter' && here === 0 && shown[0]) {
      event.preventDefault();
      open(shown[0]);
    }
  }

  return (
    <section className="thidua-desk" aria-label="Việc cần làm" ref={panel} onKeyDown={walk}>
      <h2>Việc cần làm</h2>
      <p>{role === undefined ? 'Việc ai cũng làm được. Đăng nhập để thấy việc của bạn.' : `Việc của ${role}.`}</p>
      <label htmlFor={filterId}>Tìm việc (không cần gõ dấu)</label>
      <input id={filterId} type="search" value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" spellCheck={false} />
      <label>
        <input type="checkbox" checked={showsAll} onChange={(event) => setShowsAll(event.target.checked)} />
        Hiện cả việc của vai trò khác
      </label>
      <p role="status">
        {shown.length === 0 ? 'Không có việc nào như vậy' : `${shown.length} việc`}
        {others > 0 && ` (và ${others} việc của vai trò khác)`}
      </p>
      {[...byTask(shown)].map(([task, requests]) => (
        <Task key={task} name={task} requests={requests} onOpen={open} />
      ))}
    </section>
  );
}

function Task({ name, requests, onOpen }: { name: string; requests: ReadyRequest[]; onOpen: (request: ReadyRequest) => void }) {
  const heading = useId();
  return (
    <>
      <h3 id={heading}>{name}</h3>
      <ul aria-labelledby={heading}>
        {requests.map((request) => (
          <Item key={request.name} request={request} onOpen={onOpen} />
        ))}
      </ul>
    </>
  );
}

function Item({ request, onOpen }: { request: ReadyRequest; onOpen: (request: ReadyRequest) => void }) {
  const about = useId();
  return (
    <li>
      <button type="button" className="thidua-desk-request" aria-describedby={about} onClick={() => onOpen(request)}>
        {request.name}
      </button>
      <span id={about}>{request.about}</span>
    </li>
  );
}
