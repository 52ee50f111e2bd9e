/** The keys of the page: those that this page adds, and those of GraphiQL and its editor that work here. One list for what listens and for what people read. */
import type { Place } from './places.ts';

/** A chord of Ctrl + Alt and a letter that goes to a place. */
export type Chord = { code: string; keys: string; does: string; place: Place };

/**
 * Ctrl + Alt, because the others are taken: Ctrl alone by the browser, Alt alone by its menus, Ctrl + Shift by Unikey and
 * the browser, function keys by both and the editor. Left free are N (NVDA starts), S (screenshots of Zalo), T, L and D
 * (Linux desktops) and the arrows (tables in screen readers). The letters are those of the Vietnamese names.
 */
export const chords: readonly Chord[] = [
  { code: 'KeyV', keys: 'Ctrl + Alt + V', does: 'Đến danh sách Việc cần làm', place: 'desk' },
  { code: 'KeyY', keys: 'Ctrl + Alt + Y', does: 'Đến ô soạn Yêu cầu', place: 'editor' },
  { code: 'KeyB', keys: 'Ctrl + Alt + B', does: 'Đến ô Biến', place: 'variables' },
  { code: 'KeyF', keys: 'Ctrl + Alt + F', does: 'Đến Điền biến (Form)', place: 'form' },
  { code: 'KeyQ', keys: 'Ctrl + Alt + Q', does: 'Đến Kết quả', place: 'result' },
  { code: 'KeyG', keys: 'Ctrl + Alt + G', does: 'Đến nút Đăng nhập, Đăng xuất', place: 'session' },
];

/** What people read of keys that others listen to. */
export type Key = { keys: string; does: string };

export const pageKeys: readonly Key[] = [
  { keys: 'F1', does: 'Bảng phím này (ngoài ô soạn)' },
  { keys: 'Ctrl + Alt + H', does: 'Bảng phím này, ở bất cứ đâu' },
  { keys: 'Ctrl + Enter', does: 'Gửi yêu cầu' },
  { keys: 'Alt + J', does: 'Kết quả: xem JSON, bấm lại để trở về' },
  { keys: 'Ctrl + Alt + K', does: 'Tìm trong tài liệu lược đồ' },
  { keys: 'Ctrl + ,', does: 'Cài đặt: giao diện sáng, tối' },
];

export const deskKeys: readonly Key[] = [
  { keys: '↓  ↑', does: 'Đi trong danh sách việc' },
  { keys: 'Enter', does: 'Mở việc; ở ô tìm: mở việc đầu tiên' },
  { keys: 'Home  End', does: 'Việc đầu tiên, việc cuối cùng' },
  { keys: 'Esc', does: 'Về ô tìm việc' },
];

export const editorKeys: readonly Key[] = [
  { keys: 'Ctrl + Space', does: 'Gợi ý' },
  { keys: 'Ctrl + M', does: 'Tab đi ra khỏi ô soạn; bấm lại để Tab lùi dòng' },
  { keys: 'Ctrl + F', does: 'Tìm trong ô soạn' },
  { keys: 'Ctrl + Z', does: 'Hoàn tác (Ctrl + Y: làm lại)' },
  { keys: 'Ctrl + /', does: 'Bật, tắt ghi chú dòng' },
  { keys: 'Alt + ↑', does: 'Đưa dòng lên (Alt + ↓: xuống)' },
  { keys: 'F8', does: 'Đến lỗi kế tiếp' },
  { keys: 'F12', does: 'Xem trường đang đứng trong tài liệu' },
  { keys: 'F1', does: 'Bảng lệnh của ô soạn' },
  { keys: 'Shift + Ctrl + P', does: 'Trình bày lại' },
  { keys: 'Shift + Ctrl + C', does: 'Chép yêu cầu' },
  { keys: 'Shift + Ctrl + M', does: 'Gộp các fragment vào yêu cầu' },
];
