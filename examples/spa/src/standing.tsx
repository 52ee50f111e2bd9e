import { asTime } from './dates.ts';
import { standing } from './sync.ts';

/** Says when what is shown may not be what is so now. Nothing is said while all is well. */
export function Standing() {
  const { line, syncedAt } = standing.use();
  return (
    <p class="standing" role="status" data-line={line}>
      {line === 'offline' && `Không có kết nối. Đang xem nội dung đã lưu${syncedAt ? `, cập nhật lúc ${asTime(syncedAt)}` : ''}.`}
    </p>
  );
}
