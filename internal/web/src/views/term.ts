/** What things are called in Vietnamese: the schema's descriptions say it, mostly in parentheses. */
import { isEnumType, type GraphQLNamedType } from 'graphql';

import type { Pick } from './selection.ts';

/** Letters that only Vietnamese has among the languages of the schema. */
const vietnamese = /[à-ỹđ]/i;

/** The first Vietnamese words that a description has in parentheses at the end of a sentence, or of what stands before a colon. */
export function termIn(description: string | null | undefined): string | undefined {
  return [...(description ?? '').matchAll(/\(([^()]+)\)(?=[.:;]|$)/g)].map(([, words]) => words).find((words) => words !== undefined && vietnamese.test(words));
}

/** Fields whose descriptions have Vietnamese words for something else than the field. */
const better: Readonly<Record<string, string>> = {
  recipientName: 'tên người, tập thể nhận',
  statusLabel: 'kết quả',
  year: 'năm',
};

/** Fields that mean the same wherever they stand, and whose descriptions need no Vietnamese term. */
const common: Readonly<Record<string, string>> = {
  id: 'mã trong hệ thống',
  version: 'phiên bản',
  name: 'tên',
  officialName: 'tên chính thức',
  shortName: 'tên ngắn',
  label: 'tên gọi',
  code: 'mã số',
  slug: 'đường dẫn',
  title: 'tiêu đề',
  kind: 'loại',
  type: 'loại',
  form: 'hình thức',
  level: 'cấp',
  state: 'trạng thái',
  status: 'trạng thái',
  count: 'số lượng',
  totalCount: 'tổng số',
  number: 'số',
  ordinal: 'số thứ tự',
  note: 'ghi chú',
  reason: 'lý do',
  at: 'thời điểm',
  from: 'từ',
  to: 'đến',
  by: 'người làm',
  action: 'việc',
  actor: 'người làm',
  unit: 'đơn vị',
  bloc: 'khối, cụm thi đua',
  blocYear: 'năm của khối',
  awardType: 'loại khen thưởng',
  typeName: 'tên khen thưởng',
  recipient: 'người, tập thể nhận',
  recipientKind: 'đối tượng nhận',
  issuerName: 'cơ quan ban hành',
  decision: 'quyết định',
  nominatedOn: 'ngày đề nghị',
  decidedOn: 'ngày quyết định',
  presentedOn: 'ngày trao',
  issuedOn: 'ngày ban hành',
  startsOn: 'ngày bắt đầu',
  endsOn: 'ngày kết thúc',
  dueOn: 'hạn',
  overdue: 'quá hạn',
  isOverdue: 'quá hạn',
  createdAt: 'lúc tạo',
  createdBy: 'người tạo',
  updatedAt: 'lúc sửa gần nhất',
  savedAt: 'lúc lưu',
  savedBy: 'người lưu',
  publishedAt: 'thời điểm đăng',
  publishAt: 'hẹn đăng lúc',
  validFrom: 'hiệu lực từ',
  validTo: 'hiệu lực đến',
  category: 'nhóm',
  categories: 'chuyên mục',
  owner: 'người phụ trách',
  email: 'thư điện tử',
  login: 'tên đăng nhập',
  role: 'vai trò',
  message: 'thông báo',
  value: 'giá trị',
  cursor: 'con trỏ',
  url: 'địa chỉ',
  alt: 'mô tả ảnh',
  nodes: 'danh sách',
  self: 'tự chấm',
  cross: 'chấm chéo',
  agreed: 'thống nhất',
  lowest: 'thấp nhất',
  highest: 'cao nhất',
  mean: 'trung bình',
  max: 'điểm tối đa',
  lines: 'các dòng điểm',
  totals: 'tổng điểm',
  rank: 'hạng',
  noun: 'nhóm nội dung',
  highlights: 'đoạn khớp',
  text: 'nội dung',
  unitName: 'tên đơn vị',
  articles: 'bài viết',
  awards: 'khen thưởng',
  parent: 'cấp trên',
  province: 'tỉnh',
  issuer: 'cơ quan ban hành',
  signer: 'người ký',
  description: 'mô tả',
  bytes: 'dung lượng (byte)',
  mimeType: 'loại tệp',
  names: 'các tên',
  on: 'ngày',
  step: 'bước',
  proposed: 'đề nghị',
  granted: 'được tặng',
  revoked: 'bị hủy bỏ',
};

export const capital = (words: string) => words.charAt(0).toLocaleUpperCase('vi') + words.slice(1);

/** What a field is called, with its alias if whoever asked gave it one; its key if nobody says. */
export function termOf({ key, field, type }: Pick): string {
  const term = better[field.name] ?? termIn(field.description) ?? common[field.name] ?? (isEnumType(type) ? undefined : termIn(type.description));
  if (term === undefined) return key;
  return key === field.name ? capital(term) : `${capital(term)} (${key})`;
}

/** What a value of an enum is called: before the colon of its description, or in parentheses. */
export function enumTerm(type: GraphQLNamedType, value: string): string {
  const description = isEnumType(type) ? type.getValue(value)?.description : undefined;
  const before = description?.split(':')[0] ?? '';
  return capital(vietnamese.test(before) && !before.includes('(') ? before : (termIn(description) ?? value));
}
