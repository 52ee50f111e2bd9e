/** What the server calls a role, as editors do. */
export const roles: Record<string, string> = {
  READER: 'người đọc',
  CONTRIBUTOR: 'cộng tác viên',
  EDITOR: 'biên tập viên',
  RECORDS_OFFICER: 'cán bộ thi đua – khen thưởng',
  ADMINISTRATOR: 'quản trị viên',
};
