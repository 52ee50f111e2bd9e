/** What became of the last try to send: read out, and shown with a way to each field that must be mended. */
import { goTo } from './context.ts';
import type { Said } from './answer.ts';
import type { Problems } from './check.ts';
import { slotsOf, type Operation, type Slot } from './operation.ts';
import { termOf } from './terms.ts';

type SummaryProps = { operation: Operation; problems: Problems; said: Said; isRunning: boolean };

/** The label of the field at a key, as far as one can tell by its names. */
function labelOf(operation: Operation, key: string): string {
  let slots: Slot[] = operation.variables;
  let label = key;
  for (const step of key.split('.')) {
    if (/^\d+$/.test(step)) {
      label += ` ${Number(step) + 1}`;
      continue;
    }
    const slot = slots.find((one) => one.name === step);
    if (!slot) break;
    label = termOf(slot.name, slot.description);
    slots = slotsOf(slot.type);
  }
  return label;
}

/** The lines under the button. */
export function Summary({ operation, problems, said, isRunning }: SummaryProps) {
  const fields = problems.size > 0 ? problems : said.fields;
  const count = fields.size + (problems.size > 0 ? 0 : said.whole.length);
  const heading =
    problems.size > 0 ? `Chưa gửi: còn ${problems.size} mục phải điền hoặc sửa.` : `Máy chủ chưa nhận: ${count} điều cần sửa.`;
  return (
    <div role="status" className="thidua-summary">
      {isRunning && <p>Đang gửi…</p>}
      {!isRunning && count === 0 && said.isDone && <p>Đã gửi xong. Kết quả ở ô bên phải.</p>}
      {!isRunning && count > 0 && (
        <>
          <p className="thidua-error">{heading}</p>
          <ul>
            {problems.size === 0 && said.whole.map((message) => <li key={message}>{message}</li>)}
            {[...fields].map(([key, message]) => (
              <li key={key}>
                <button type="button" onClick={() => goTo(key)}>
                  {labelOf(operation, key)}
                </button>
                : {message}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
