/** What to do next with a list, in words, and the request that does it. */
import type { Rehearsal } from './rehearsal.ts';

export type NextStep = { words: string; request?: string };

export const stateNames: Record<Rehearsal['state'], string> = {
  READING: 'đang đọc',
  REHEARSED: 'đã rà soát, chưa ghi gì',
  APPLYING: 'đang nhập',
  APPLIED: 'đã nhập',
  REVERTING: 'đang thu lại',
  UNDOING: 'đang hoàn tác',
  UNDONE: 'đã hoàn tác',
  CANCELLED: 'đã dừng',
  FAILED: 'không thành',
};

const step = (name: string, { id, version }: Rehearsal, rest = '') =>
  `mutation { ${name}(input: { id: "${id}", version: ${version}${rest} }) { import { id version state refusal { message } } userErrors { field message } } }`;

export function nextSteps(list: Rehearsal): NextStep[] {
  const { counts, state } = list;
  switch (state) {
    case 'READING':
    case 'APPLYING':
    case 'REVERTING':
    case 'UNDOING':
      return [{ words: 'Máy chủ đang làm; màn hình này tự cập nhật. Không cần gửi lại.' }];
    case 'REHEARSED':
      if (counts.new === 0) return [{ words: 'Không có dòng nào để nhập: sửa tệp rồi rà soát lại, hoặc dừng lượt này.', request: step('importCancel', list) }];
      if (counts.errors === 0) return [{ words: `Nhập ${counts.new} dòng mới bằng importCommit.`, request: step('importCommit', list) }];
      return [
        { words: `Nên sửa ${counts.errors} dòng lỗi trong tệp rồi gửi lại importRehearse.` },
        { words: `Hoặc nhập ${counts.new} dòng mới và bỏ qua dòng lỗi.`, request: step('importCommit', list, ', leaveOutErrors: true') },
      ];
    case 'APPLIED':
      return [{ words: 'Đã nhập xong. Nếu nhầm, có thể lấy lại toàn bộ khi chưa ai sửa hồ sơ nào.', request: step('importUndo', list) }];
    case 'UNDONE':
    case 'CANCELLED':
    case 'FAILED':
      return [{ words: 'Không còn gì của lượt này trong sổ. Muốn nhập, hãy gửi lại importRehearse với tệp đã sửa.' }];
  }
}
