/** Days and times as Vietnamese offices write them, in Vietnam's time wherever the reader is. */
const zone = 'Asia/Ho_Chi_Minh';
const day = new Intl.DateTimeFormat('vi-VN', { timeZone: zone, day: '2-digit', month: '2-digit', year: 'numeric' });
const time = new Intl.DateTimeFormat('vi-VN', { timeZone: zone, hour: '2-digit', minute: '2-digit', day: '2-digit', month: '2-digit', year: 'numeric' });

/** "14/01/2022", of a date or an instant. */
export const asDay = (iso: string) => day.format(new Date(iso));

/** "10:30 14/01/2022". */
export const asTime = (at: Date) => time.format(at);
