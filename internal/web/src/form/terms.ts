/**
 * What the fields of inputs are called in the office, by their names in the schema. A term in the field's own description
 * goes before it; a field that has neither is called by its name.
 */
const words = `
id Mã định danh
version Số phiên bản đã đọc
input Nội dung gửi
ids Các mã định danh
name Tên
on Ngày
reason Lý do
note Ghi chú
kind Loại
kinds Các loại
level Cấp
code Mã
isPublic Cho người đọc xem
year Năm
years Các năm
number Số, ký hiệu
state Trạng thái
states Các trạng thái
eventId Sự kiện
event Sự kiện
items Danh sách
documentId Truy vấn đã lưu
document Đối tượng
documents Giấy tờ
from Từ
to Đến
unitId Đơn vị
unit Đơn vị
units Đơn vị
blocYear Khối thi đua theo năm
blocYearId Khối thi đua theo năm
blocYearIds Các năm của khối thi đua
validFrom Hiệu lực từ ngày
validTo Hiệu lực đến ngày
validOn Hiệu lực vào ngày
slug Đường dẫn
parentId Cấp trên trực tiếp
parent Cấp trên trực tiếp
text Nội dung chữ
ordinal Số thứ tự
bloc Khối thi đua
blocId Khối thi đua
blocIds Các khối thi đua
form Hình thức
basis Căn cứ
content Nội dung
contents Các nội dung
type Kiểu
issuedOn Ngày ban hành
issuer Cơ quan ban hành
issuerId Cơ quan ban hành
certainty Mức chắc chắn
url Địa chỉ
title Tiêu đề
province Tỉnh
awardTypeId Danh hiệu, hình thức khen thưởng
awardTypeIds Các danh hiệu, hình thức khen thưởng
awardType Danh hiệu, hình thức khen thưởng
decisionId Quyết định
decision Quyết định
decisionNumber Số quyết định
decidedOn Ngày quyết định
label Nhãn
labelEn Nhãn tiếng Anh
labelVariants Cách gọi khác
role Vai trò
expiresAt Thời điểm hết hạn
category Nhóm
recipient Người, tập thể nhận
recipientName Tên người, tập thể nhận
recipientKinds Loại đối tượng nhận
legalBasis Căn cứ pháp lý
legalBasisIds Căn cứ pháp lý
legalReferenceId Văn bản được dẫn
aliases Tên gọi khác
scores Điểm
description Mô tả
password Mật khẩu
currentPassword Mật khẩu đang dùng
login Tên đăng nhập
nouns Loại đối tượng
noun Loại đối tượng
origins Trang được phép dùng
nominatedOn Ngày đề nghị
nominatedAtId Hội nghị bình xét
nominatedByBlocId Khối đề nghị
nominatedByUnitId Đơn vị đề nghị
nomination Đề nghị khen thưởng
person Cá nhân
personId Cá nhân
caption Chú thích
credit Tác giả ảnh
mediaId Tệp trong thư viện
bonus Điểm thưởng
bonusMax Điểm thưởng tối đa
deduction Điểm trừ
deductionMax Điểm trừ tối đa
short Viết tắt
long Viết đủ
shortName Tên gọi tắt
officialName Tên chính thức
citation Văn bản dẫn
citationIds Các văn bản dẫn
opensOn Ngày mở
closesOn Ngày đóng
signer Người ký
signedOn Ngày ký
signatories Các bên ký
meaning Ý nghĩa
existsOn Tồn tại vào ngày
supervisorId Cơ quan chỉ đạo
establishedById Văn bản thành lập
flagQuota Số cờ tối đa
certificateQuota Số bằng khen tối đa
assessment Đánh giá
paper Giấy tờ
papers Giấy tờ
key Khóa
value Giá trị
date Ngày
choice Lựa chọn
reference Đối tượng được dẫn
minLength Độ dài tối thiểu
maxLength Độ dài tối đa
minNumber Số nhỏ nhất
maxNumber Số lớn nhất
decimals Số chữ số thập phân
earliestDate Ngày sớm nhất
latestDate Ngày muộn nhất
maxItems Số mục tối đa
byId Bởi
byUnitIds Bởi các đơn vị
notice Nội dung thông báo
noticeId Bài thông báo
conditions Các điều kiện
countsPredecessors Tính cả đơn vị tiền thân
includePredecessors Kể cả đơn vị tiền thân
excludedKinds Các loại không tính
startsOn Ngày bắt đầu
rawDate Ngày theo nguyên văn
rawText Nguyên văn
isDateInferred Ngày suy ra
venueText Địa điểm
hostUnitId Đơn vị đăng cai
host Đơn vị đăng cai
organizerBlocId Khối tổ chức
organizerUnitId Đơn vị tổ chức
participantIds Đơn vị dự
participant Đơn vị dự
occasion Dịp
purpose Mục đích
honorific Danh xưng
positions Chức vụ
staffCategory Nhóm cán bộ
file Tệp
templateId Bảng tiêu chí
memberOn Thành viên vào ngày
focalPoint Điểm phải giữ khi cắt ảnh
categoryIds Chuyên mục
perMinute Số lần mỗi phút
licence Giấy phép
licenceUrl Địa chỉ giấy phép
editId Phiên soạn thảo
method Cách thức
minutes Biên bản
points Điểm
lines Các dòng
isSumFree Không buộc tổng điểm
body Nội dung bài
adoptedAtId Hội nghị thông qua
relations Quan hệ
into Vào
intoId Nhập vào
intoVersion Số phiên bản của nơi nhập vào
userId Tài khoản
isDisabled Khóa tài khoản
tag Thẻ
award Khen thưởng
awardId Khen thưởng
awards Khen thưởng
awardIds Các khen thưởng
task Nhiệm vụ
taskIds Các nhiệm vụ
publishedFrom Đăng từ
publishedBefore Đăng trước
publishAt Thời điểm đăng
yearFrom Từ năm
yearTo Đến năm
commentOpenOn Đang lấy ý kiến vào ngày
commentPeriod Thời gian lấy ý kiến
family Nhóm hình thức
presentedOn Ngày trao
presentedAtEventId Lễ trao tặng
successorIds Đơn vị kế tục
step Bước
days Số ngày
holidays Ngày nghỉ
objections Ý kiến phản đối
summary Tóm tắt
equals Bằng
in Một trong
upTo Đến mức
list Danh sách
itemKind Loại của mỗi mục
target Đích
part Phần
was Trước là
is Nay là
corrections Các chỗ đính chính
maxAge Tuổi tối đa
ownerUnit Đơn vị phụ trách
createdBy Người tạo
owner Người phụ trách
language Ngôn ngữ
siteName Tên trang, tên báo
count Số lượng
times Số lần
percent Phần trăm
includesYear Kể cả năm đang xét
isAdvisory Chỉ để khuyến nghị
unitTypes Loại đơn vị
launchedByUnitId Đơn vị phát động
launchedByBlocId Khối phát động
suggestions Các gợi ý
verdict Kết luận
severity Mức độ
sheet Trang tính
skipHidden Bỏ các dòng ẩn
knownOnly Chỉ nhận tên đã có
leaveOutErrors Bỏ các dòng sai
actor Người làm
x Vị trí ngang
y Vị trí dọc
takeOver Nhận lại việc soạn
hours Số giờ
council Hội đồng
councilId Hội đồng
yes Số phiếu đồng ý
no Số phiếu không đồng ý
invalid Số phiếu không hợp lệ
thresholdPercent Tỷ lệ phải đạt (%)
base Tính trên
passed Kết quả
heldOn Ngày họp
eligible Số người có quyền
present Số người có mặt
markdown Markdown
html HTML
blocks Các khối nội dung
marks Kiểu chữ
href Liên kết
isOrdered Đánh số
start Bắt đầu từ số
nested Danh sách con
source Nguồn
provider Nhà cung cấp
embedId Mã của nhà cung cấp
hasHeader Dòng đầu là tiêu đề cột
rows Các dòng
cells Các ô
passage Điều, khoản
group Nhóm tiêu chí
max Điểm tối đa
comment Nhận xét
cross Điểm chấm chéo
fill Điền sẵn
overdueOn Quá hạn vào ngày
toId Chuyển đến
progress Tiến độ
result Kết quả
registeredOn Ngày đăng ký
new Mới
restore Khôi phục
withoutMissing Bỏ qua phần thiếu
graceHours Số giờ gia hạn
since Từ khi
includeDelivered Kể cả đã gửi
filter Điều kiện lọc
orderBy Thứ tự
first Số mục đầu
last Số mục cuối
after Sau con trỏ
before Trước con trỏ
query Từ cần tìm
address Địa chỉ
asOf Vào ngày
size Cỡ
field Trường
as Xem như
where Điều kiện lọc
by Theo
nominatedBy Bên đề nghị
importId Lần nhập
of Của
codes Các mã
partnerId Đối tác
token Mã truy cập
band Thẻ trích dẫn
webhookId Webhook
`;

const terms = new Map(
  words
    .trim()
    .split('\n')
    .map((line) => {
      const end = line.indexOf(' ');
      return [line.slice(0, end), line.slice(end + 1)] as const;
    }),
);

/** Letters that only Vietnamese text has among the descriptions. */
const vietnamese = /[à-ỹăđĩũơư]/i;

/** The Vietnamese term that a description has in parentheses, or before its colon. */
export function termIn(description: string | null | undefined): string | undefined {
  const lead = /^([^:.]+): /.exec(description ?? '')?.[1];
  const found = [lead, ...[...(description ?? '').matchAll(/\(([^()]+)\)/g)].map(([, term]) => term)];
  return found.find((term) => term !== undefined && vietnamese.test(term));
}

/** What people call a field or a variable. */
export function termOf(name: string, description: string | null | undefined): string {
  const term = termIn(description) ?? terms.get(name);
  return term === undefined ? name : term.charAt(0).toUpperCase() + term.slice(1);
}

/** The rest of a description: without the term that the label says already. */
export function helpOf(description: string | null | undefined): string {
  const term = termIn(description);
  return (term === undefined ? (description ?? '') : (description ?? '').replace(` (${term})`, '')).replaceAll('\n', ' ').trim();
}

/** How many characters a text may have, in words. */
export function lengthOf(description: string | null | undefined): string | undefined {
  const [, least, most] = /(?:(\d+) to|at most) ([\d,]+) characters/.exec(description ?? '') ?? [];
  if (most === undefined) return undefined;
  const longest = most.replaceAll(',', '.');
  return least === undefined ? `Tối đa ${longest} ký tự.` : `Từ ${least} đến ${longest} ký tự.`;
}

/** How long a text may be, as far as its description says so in the usual words. */
export function longestOf(description: string | null | undefined): number | undefined {
  const found = /(?:at most|\d to) ([\d,]+) characters/.exec(description ?? '')?.[1];
  return found === undefined ? undefined : Number(found.replaceAll(',', ''));
}
