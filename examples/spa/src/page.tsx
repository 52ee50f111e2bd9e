import type { CombinedError } from '@urql/core';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

const site = 'Thi đua – Khen thưởng';

/** Whether a page was shown since this one was loaded: the first heading does not take the focus from where the browser puts it. */
let isFirst = true;

/** A page with its heading. Who comes by a link finds the focus on the heading, and the title in the window's. */
export function Page({ title, children }: { title: string; children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title === site ? site : `${title} – ${site}`;
  }, [title]);
  useEffect(() => {
    if (!isFirst) heading.current?.focus({ preventScroll: true });
    isFirst = false;
  }, []);
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </>
  );
}

/** What stands in place of an answer that is not there: that it is asked for, or why it is not there. */
export function Waiting({ error }: { error: CombinedError | undefined }) {
  if (!error && navigator.onLine) {
    return (
      <p class="waiting" role="status">
        Đang tải…
      </p>
    );
  }
  return (
    <p class="notice" role="status">
      {error && !error.networkError
        ? error.graphQLErrors.map((e) => e.message).join(' ')
        : 'Chưa kết nối được, và nội dung này chưa được lưu để đọc khi không có mạng. Trang sẽ tự tải khi có mạng.'}
    </p>
  );
}
