/**
 * GraphiQL's interface in Vietnamese. GraphiQL 5 has no translations of its own, and props for only a few texts, so the
 * build exchanges the texts in its published files: by file, a piece of its code and what to put there. A piece that is
 * no longer in its file fails the build (see vietnamese.ts), so an upgrade cannot bring English back unnoticed.
 */
export type Phrases = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** By the end of a file's path within node_modules. */
export const graphiqlPhrases: Phrases = {
  'graphiql/dist/GraphiQL.js': {
    '"New tab"': '"Thẻ mới"',
    '"Show" : "Hide"} editor tools`': '"Hiện" : "Ẩn"} ô biến và header`',
    '"Editor Commands"': '"Lệnh soạn thảo"',
    '"Operation Editor"': '"Ô soạn yêu cầu"',
    'children: "Variables"': 'children: "Biến"',
    'children: "Headers"': 'children: "Header"',
    '? "Variables" : "Headers"': '? "Biến" : "Header"',
    '"Select active operation"': '"Chọn yêu cầu"',
  },
  'graphiql/dist/ui/toolbar.js': {
    'Prettify query (': 'Trình bày lại (',
    'Merge fragments into query (': 'Gộp các fragment vào yêu cầu (',
    'Copy query (': 'Chép yêu cầu (',
  },
  'graphiql/dist/ui/sidebar.js': {
    // Without its key, Shift-Ctrl-R, at which the browser loads the whole page again.
    '`Re-fetch GraphQL schema (${KEY_MAP.refetchSchema.key})`': '"Tải lại lược đồ"',
    '"Open short keys dialog"': '"Xem phím tắt"',
    '"Open settings dialog"': '"Mở cài đặt"',
    '"Hide" : "Show"} ${plugin_0.title}`': '"Ẩn" : "Hiện"} ${plugin_0.title.toLowerCase()}`',
    '"Short Keys"': '"Phím tắt"',
    '"This modal provides a list of available keyboard shortcuts and their functions."':
      '"Danh sách phím tắt và công dụng."',
    '"Settings"': '"Cài đặt"',
    '"This modal lets you adjust header persistence, interface theme, and clear local storage."':
      '"Chọn giao diện và xoá dữ liệu lưu trong trình duyệt."',
    '"Theme"': '"Giao diện"',
    '"Adjust how the interface appears."': '"Sáng, tối, hoặc theo hệ thống."',
    'children: "System"': 'children: "Theo hệ thống"',
    'children: "Light"': 'children: "Sáng"',
    'children: "Dark"': 'children: "Tối"',
    '"Clear storage"': '"Xoá dữ liệu đã lưu"',
    '"Remove all locally stored data and start fresh."':
      '"Xoá mọi thẻ và lịch sử lưu trong trình duyệt này; mở lại trang sẽ có các ví dụ ban đầu."',
    '"Cleared data"': '"Đã xoá"',
    '"Failed"': '"Không xoá được"',
    '"Clear data"': '"Xoá"',
  },
  '@graphiql/react/dist/constants.js': {
    '"Prettify Editors"': '"Trình bày lại"',
    '"Merge Fragments into Query"': '"Gộp các fragment vào yêu cầu"',
    '"Run Operation"': '"Gửi yêu cầu"',
    '"Copy Query"': '"Chép yêu cầu"',
    // Not a text: GraphiQL announces Shift-Ctrl-P, -M and -C everywhere, but listens for them on macOS alone.
    'KeyMod.WinCtrl': '(isMacOs ? KeyMod.WinCtrl : KeyMod.CtrlCmd)',
  },
  '@graphiql/react/dist/components/execute-button/index.js': {
    '"Stop" : "Execute"} query (': '"Dừng" : "Gửi"} yêu cầu (',
  },
  '@graphiql/react/dist/components/tabs/index.js': { '"Close Tab"': '"Đóng thẻ"' },
  '@graphiql/react/dist/components/dialog/index.js': { '"Close dialog"': '"Đóng"' },
  '@graphiql/react/dist/components/response-editor.js': { '"Result Window"': '"Kết quả"' },
  '@graphiql/react/dist/utility/tabs.js': { '"<untitled>"': '"<chưa đặt tên>"' },
  '@graphiql/react/dist/utility/jsonc.js': {
    '"invalid symbol"': '"ký hiệu không hợp lệ"',
    '"invalid number format"': '"số không hợp lệ"',
    '"expected a property name"': '"thiếu tên thuộc tính"',
    '"expected a value"': '"thiếu giá trị"',
    '"expected a colon"': '"thiếu dấu hai chấm"',
    '"expected a comma"': '"thiếu dấu phẩy"',
    '"expected a closing brace"': '"thiếu dấu }"',
    '"expected a closing bracket"': '"thiếu dấu ]"',
    '"expected end of file"': '"thừa nội dung ở cuối"',
    '"invalid comment token"': '"ghi chú không hợp lệ"',
    '"unexpected end of comment"': '"ghi chú chưa kết thúc"',
    '"unexpected end of string"': '"chuỗi chưa kết thúc"',
    '"unexpected end of number"': '"số chưa kết thúc"',
    '"invalid unicode"': '"mã Unicode không hợp lệ"',
    '"invalid escape character"': '"ký tự thoát không hợp lệ"',
    '"invalid character"': '"ký tự không hợp lệ"',
    'new Intl.ListFormat("en"': 'new Intl.ListFormat("vi"',
    ' at line ${line}, column ${column}': ' ở dòng ${line}, cột ${column}',
    'are invalid JSON: ': 'không phải JSON hợp lệ: ',
    '"are not a JSON object."': '"không phải một đối tượng JSON."',
  },
  '@graphiql/react/dist/stores/execution.js': {
    '"Automatically added leaf fields"': '"Trường được thêm tự động"',
    'Request not sent. ': 'Chưa gửi yêu cầu. ',
    '"Variables" : "Request headers"': '"Biến" : "Header"',
  },
  '@graphiql/react/dist/stores/schema.js': {
    'Introspection failed. Request headers ': 'Chưa tải được lược đồ. Header ',
    // Not a text: without it nobody here knows which inputs take exactly one of their fields.
    'getIntrospectionQuery({': 'getIntrospectionQuery({ oneOf: true,',
  },
  '@graphiql/plugin-history/dist/index.js': { '"History"': '"Lịch sử"' },
  '@graphiql/plugin-history/dist/components.js': {
    '"History"': '"Lịch sử"',
    '"Cleared"': '"Đã xoá"',
    '"Failed to Clear"': '"Không xoá được"',
    '"Clear" }': '"Xoá" }',
    '"Type a label"': '"Đặt tên"',
    '"Save"': '"Lưu"',
    '"Set active"': '"Mở lại"',
    '"Edit label"': '"Sửa tên"',
    '"Remove favorite"': '"Bỏ đánh dấu"',
    '"Add favorite"': '"Đánh dấu"',
    '"Delete from history"': '"Xoá khỏi lịch sử"',
  },
  '@graphiql/plugin-doc-explorer/dist/context.js': {
    '"Documentation Explorer"': '"Tài liệu lược đồ"',
    '"Docs"': '"Lược đồ"',
    'aria-label="Show Documentation Explorer"': 'aria-label="Hiện tài liệu lược đồ"',
  },
  '@graphiql/plugin-doc-explorer/dist/components/doc-explorer.js': {
    '"Error fetching schema"': '"Không tải được lược đồ"',
    '"Schema is invalid: "': '"Lược đồ không hợp lệ: "',
    '"No GraphQL schema available"': '"Chưa có lược đồ GraphQL"',
    'Go back to ': 'Về ',
    '"Documentation Explorer"': '"Tài liệu lược đồ"',
  },
  '@graphiql/plugin-doc-explorer/dist/components/search.js': {
    '"No results found"': '"Không tìm thấy"',
    '"Other results"': '"Kết quả khác"',
  },
  '@graphiql/plugin-doc-explorer/dist/components/argument.js': {
    'children: "Deprecated"': 'children: "Không nên dùng nữa"',
  },
  '@graphiql/plugin-doc-explorer/dist/components/deprecation-reason.js': {
    'children: "Deprecated"': 'children: "Không nên dùng nữa"',
  },
  '@graphiql/plugin-doc-explorer/dist/components/field-documentation.js': {
    'title: "Type"': 'title: "Kiểu"',
    'title: "Arguments"': 'title: "Tham số"',
    'title: "Deprecated Arguments"': 'title: "Tham số không nên dùng nữa"',
    '"Show Deprecated Arguments"': '"Hiện tham số không nên dùng nữa"',
    'title: "Directives"': 'title: "Chỉ thị"',
  },
  '@graphiql/plugin-doc-explorer/dist/components/schema-documentation.js': {
    '"A GraphQL schema provides a root type for each kind of operation."':
      '"Mỗi loại yêu cầu GraphQL bắt đầu từ một kiểu gốc."',
    'title: "Root Types"': 'title: "Kiểu gốc"',
    '"All Schema Types"': '"Mọi kiểu"',
  },
  '@graphiql/plugin-doc-explorer/dist/components/type-documentation.js': {
    'title: "Implements"': 'title: "Thuộc giao diện"',
    'title: "Fields"': 'title: "Trường"',
    'title: "Deprecated Fields"': 'title: "Trường không nên dùng nữa"',
    '"Show Deprecated Fields"': '"Hiện trường không nên dùng nữa"',
    'title: "Enum Values"': 'title: "Giá trị"',
    'title: "Deprecated Enum Values"': 'title: "Giá trị không nên dùng nữa"',
    '"Show Deprecated Values"': '"Hiện giá trị không nên dùng nữa"',
    '"Implementations" : "Possible Types"': '"Kiểu thực hiện" : "Kiểu có thể có"',
  },
  // The titles above are also the names under which a section finds its icon.
  '@graphiql/plugin-doc-explorer/dist/components/section.js': {
    '  Arguments: ': '  "Tham số": ',
    '"Deprecated Arguments"': '"Tham số không nên dùng nữa"',
    '"Deprecated Enum Values"': '"Giá trị không nên dùng nữa"',
    '"Deprecated Fields"': '"Trường không nên dùng nữa"',
    '  Directives: ': '  "Chỉ thị": ',
    '"Enum Values"': '"Giá trị"',
    '  Fields: ': '  "Trường": ',
    '  Implements: ': '  "Thuộc giao diện": ',
    '  Implementations: ': '  "Kiểu thực hiện": ',
    '"Possible Types"': '"Kiểu có thể có"',
    '"Root Types"': '"Kiểu gốc"',
    '  Type: ': '  "Kiểu": ',
    '"All Schema Types"': '"Mọi kiểu"',
  },
};
