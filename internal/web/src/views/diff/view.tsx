import { number } from '../format.ts';
import type { View } from '../view.ts';
import { conflictsIn, diffsIn, type Change, type Conflict, type Diff, type Span } from './changes.ts';

/** What changed between versions, and what somebody else changed meanwhile. It opens by itself: nothing else shows that in words. */
export const diffView: View = {
  id: 'diff',
  name: 'So sánh',
  look(subject) {
    const diffs = diffsIn(subject);
    const conflicts = conflictsIn(subject);
    if (diffs.length + conflicts.length === 0) return undefined;
    return {
      opens: true,
      render: () => (
        <div className="thidua-scroll" role="region" aria-label="So sánh" tabIndex={0}>
          {conflicts.map((conflict, index) => (
            <Meanwhile key={index} {...conflict} />
          ))}
          {diffs.map((diff, index) => (
            <Comparison key={index} {...diff} />
          ))}
        </div>
      ),
    };
  },
};

function Comparison({ from, to, changes }: Diff) {
  return (
    <section className="thidua-diff">
      {(from ?? to) && (
        <p>
          Phiên bản cũ: {from ?? 'bản bạn đọc đang thấy'}
          <br />
          Phiên bản mới: {to ?? 'bản hiện tại'}
        </p>
      )}
      <p className="thidua-legend">
        <del>chữ bị bỏ</del> · <ins>chữ được thêm</ins>
      </p>
      {changes.length === 0 && <p>Hai phiên bản giống nhau ở những mục được hỏi.</p>}
      <dl>
        {changes.map((change, index) => (
          <Changed key={index} {...change} />
        ))}
      </dl>
    </section>
  );
}

function Changed({ name, note, spans }: Change) {
  return (
    <>
      <dt>
        {name} {note && <small>({note})</small>}
      </dt>
      <dd>
        {spans.map((span, index) => (
          <Words key={index} {...span} />
        ))}
        {spans.length === 0 && 'Yêu cầu chưa hỏi câu chữ; thêm spans { kind text } để thấy từng chữ.'}
      </dd>
    </>
  );
}

/** Words that came or went, for those too who hear the page or see no colours. */
function Words({ kind, text }: Span) {
  switch (kind) {
    case 'ADDED':
      return (
        <ins>
          <span className="thidua-hidden">thêm: </span>
          {text}
          <span className="thidua-hidden"> hết thêm </span>
        </ins>
      );
    case 'REMOVED':
      return (
        <del>
          <span className="thidua-hidden">bỏ: </span>
          {text}
          <span className="thidua-hidden"> hết bỏ </span>
        </del>
      );
    case 'KEPT':
      return <span>{text}</span>;
  }
}

function Meanwhile({ version, by, at, fields }: Conflict) {
  return (
    <section className="thidua-diff">
      <p>
        <strong>{by ?? 'Người khác'}</strong> đã lưu phiên bản {version === undefined ? 'mới hơn' : number(version)}
        {at && ` lúc ${at}`}, sau khi bạn đọc. Thay đổi của bạn chưa được ghi.
      </p>
      {fields.length > 0 && (
        <>
          <p>Những mục đã khác:</p>
          <ul>
            {fields.map((field) => (
              <li key={field}>{field}</li>
            ))}
          </ul>
        </>
      )}
      <p>
        Việc cần làm: đọc lại để xem nội dung mới, rồi gửi lại yêu cầu {version === undefined ? 'với phiên bản mới' : <code>version: {version}</code>}.
      </p>
    </section>
  );
}
