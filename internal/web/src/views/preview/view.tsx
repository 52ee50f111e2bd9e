import { useEffect, useState, type SyntheticEvent } from 'react';

import { unreachable } from '../../api.ts';
import type { View } from '../view.ts';
import { readableIn, type Readable } from './subject.ts';

/**
 * An article as readers see it: the server's own page of it, with the office's own templates. It opens by itself if the request wrote
 * the text, or asks for it.
 */
export const previewView: View = {
  id: 'preview',
  name: 'Xem trước',
  look(subject) {
    const readable = readableIn(subject);
    return readable && { opens: readable.isText, render: () => <Preview key={subject.exchange.at} {...readable} /> };
  },
};

type State = 'asking' | 'there' | { refusal: string };

/** Why there is no page, by the status of the answer. */
function refusal(status: number): string {
  if (status === 404) return 'Không có trang xem trước: bài đã bị xóa, bạn không còn quyền xem, hoặc máy chủ này không phát trang đọc.';
  if (status === 410) return 'Bài đã được gỡ khỏi trang.';
  if (status === 401 || status === 403) return 'Phiên đăng nhập đã hết; hãy đăng nhập lại rồi gửi lại yêu cầu.';
  return 'Máy chủ chưa dựng được trang xem trước; hãy thử lại.';
}

function Preview({ address, isDraft }: Readable) {
  const [state, setState] = useState<State>('asking');
  useEffect(() => {
    const stop = new AbortController();
    fetch(address, { method: 'HEAD', signal: stop.signal }).then(
      ({ ok, status }) => setState(ok ? 'there' : { refusal: refusal(status) }),
      () => stop.signal.aborted || setState({ refusal: unreachable }),
    );
    return () => stop.abort();
  }, [address]);

  if (state === 'asking') return <p role="status">Đang dựng trang…</p>;
  if (state !== 'there') return <p role="status">{state.refusal}</p>;
  return (
    <>
      <div className="thidua-tools">
        <span>{isDraft ? 'Bản thảo hiện tại, như bạn đọc sẽ thấy khi bài được đăng.' : 'Bài đang đăng, như bạn đọc thấy.'}</span>
        <a href={address} target="_blank" rel="noreferrer">
          Mở trong thẻ mới
        </a>
      </div>
      {/* Nothing of the page may run; it is of this origin so that the pictures of drafts come with the session. */}
      <iframe
        className="thidua-page"
        title="Trang bài viết như bạn đọc thấy"
        src={address}
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        onLoad={leadOut}
      />
    </>
  );
}

/** Lets the links of the page open a tab of their own, but for those within the page: readers' pages let nobody frame them. */
function leadOut({ currentTarget }: SyntheticEvent<HTMLIFrameElement>) {
  for (const link of currentTarget.contentDocument?.querySelectorAll('a[href]:not([href^="#"])') ?? []) {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noreferrer');
  }
}
