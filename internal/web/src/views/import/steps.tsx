import { useState } from 'react';

import { copy } from '../table/sheet.ts';
import { nextSteps } from './next.ts';
import type { Rehearsal } from './rehearsal.ts';

/** What to do next; who does it copies the request and sends it, so that nothing is stored by a slip of the hand. */
export function NextSteps({ list }: { list: Rehearsal }) {
  const [note, setNote] = useState('');
  const take = (request: string) =>
    copy(request).then(
      () => setNote('Đã chép; mở thẻ mới, dán rồi gửi.'),
      () => setNote('Trình duyệt không cho chép; hãy chọn và chép dòng lệnh.'),
    );
  return (
    <section aria-label="Việc tiếp theo" className="thidua-next">
      <strong>Việc tiếp theo</strong>
      <ul>
        {nextSteps(list).map(({ words, request }) => (
          <li key={words}>
            {words}{' '}
            {request && (
              <>
                <button type="button" onClick={() => take(request)}>
                  Chép yêu cầu
                </button>
                <details>
                  <summary>Xem yêu cầu</summary>
                  <code>{request}</code>
                </details>
              </>
            )}
          </li>
        ))}
      </ul>
      <span role="status">{note}</span>
    </section>
  );
}
