/**
 * Monaco's texts in Vietnamese. The build puts this module in the place of Monaco's own `vs/nls.js`, through which every
 * text of the editor passes. Texts that a reader of the playground can meet are translated; the others, most of them
 * names of colours and settings that are never shown, stay as they are.
 */
export { getNLSLanguage, getNLSMessages } from 'monaco-editor/esm/vs/nls.messages.js';

/** By the English text, which may have {0}, {1}… for the values put in. */
const vietnamese: Readonly<Record<string, string>> = {
  'Cut': 'Cắt',
  'Copy': 'Chép',
  'Paste': 'Dán',
  'Undo': 'Hoàn tác',
  'Redo': 'Làm lại',
  'Select All': 'Chọn tất cả',
  'Command Palette': 'Bảng lệnh',
  'commonly used': 'hay dùng',
  'recently used': 'vừa dùng',
  'other commands': 'lệnh khác',
  'similar commands': 'lệnh tương tự',
  'Type to narrow down results.': 'Gõ để thu hẹp kết quả.',
  'Go to Line/Column...': 'Đến dòng, cột…',
  'Go to Definition': 'Xem trong tài liệu',
  'Go to References': 'Tìm nơi dùng',
  'Peek': 'Xem tại chỗ',
  'Peek Definition': 'Xem định nghĩa tại chỗ',
  'Peek References': 'Xem nơi dùng tại chỗ',
  'Change All Occurrences': 'Sửa mọi chỗ giống nhau',
  'Find': 'Tìm',
  'Replace': 'Thay',
  'Find / Replace': 'Tìm và thay',
  'Find in Selection': 'Tìm trong phần đã chọn',
  'Previous Match': 'Kết quả trước',
  'Next Match': 'Kết quả sau',
  'Toggle Replace': 'Bật, tắt thay thế',
  'Replace All': 'Thay tất cả',
  'Match Case': 'Phân biệt chữ hoa, thường',
  'Match Whole Word': 'Cả từ',
  'Use Regular Expression': 'Dùng biểu thức chính quy',
  'Preserve Case': 'Giữ chữ hoa, thường',
  'No results': 'Không có kết quả',
  '{0} of {1}': '{0} trên {1}',
  'Close': 'Đóng',
  'No suggestions.': 'Không có gợi ý.',
  'Loading...': 'Đang tải…',
  'Insert': 'Chèn',
  'Show More': 'Hiện thêm',
  'Show Less': 'Thu gọn',
  'Read More': 'Đọc thêm',
  'Trigger Suggest': 'Gợi ý',
  'View Problem': 'Xem lỗi',
  'No quick fixes available': 'Không có cách sửa nhanh',
  'Checking for quick fixes...': 'Đang tìm cách sửa nhanh…',
  '{0} of {1} problems': 'lỗi {0} trên {1}',
  '{0} of {1} problem': 'lỗi {0} trên {1}',
  'Error': 'Lỗi',
  'Warning': 'Cảnh báo',
  'Cannot edit in read-only editor': 'Ô này chỉ để đọc',
  'Cannot edit in read-only input': 'Ô này chỉ để đọc',
  'Follow link': 'Mở liên kết',
  'ctrl + click': 'Ctrl + bấm chuột',
  'cmd + click': 'Cmd + bấm chuột',
  'Open Link': 'Mở liên kết',
  'Click to expand the range.': 'Bấm để mở ra.',
  'Click to collapse the range.': 'Bấm để gấp lại.',
  'Fold': 'Gấp lại',
  'Unfold': 'Mở ra',
  'Fold All': 'Gấp tất cả',
  'Unfold All': 'Mở tất cả',
  'Toggle Line Comment': 'Bật, tắt ghi chú dòng',
  'Editor content': 'Nội dung ô soạn thảo',
};

/** Puts the values into the holes. Without values the message passes as it is: some of Monaco's fill it themselves. */
function fill(message: string, values: readonly unknown[]): string {
  if (values.length === 0) {
    return message;
  }
  return message.replaceAll(/\{(\d+)\}/g, (hole, index: string) => {
    const value = values[Number(index)];
    return value === undefined ? hole : String(value);
  });
}

/** Monaco's way to say a text: a key, which we do not need, the English text, and the values for its holes. */
export function localize(_key: unknown, message: string, ...values: unknown[]): string {
  return fill(vietnamese[message] ?? message, values);
}

/** The same for commands, which Monaco finds by either text. */
export function localize2(key: unknown, message: string, ...values: unknown[]): { value: string; original: string } {
  return { value: localize(key, message, ...values), original: fill(message, values) };
}
