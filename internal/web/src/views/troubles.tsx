/** What went wrong, above any view: what the server says people can mend, and what it refused as a whole. */
import type { Exchange } from '../exchange.ts';
import { isObject, objectsIn, places, valueOf, type Subject } from './answer.ts';
import { enumTerm } from './term.ts';

type Trouble = { message: string; where?: string; kind?: string };

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** The errors of the whole answer, by their place in the request. */
function refusals(exchange: Exchange): Trouble[] {
  return objectsIn((exchange.answer as { errors?: unknown }).errors).map(({ message, path, extensions }) => ({
    message: textOf(message) ?? 'Máy chủ báo lỗi mà không nói rõ.',
    where: Array.isArray(path) ? path.join('.') : undefined,
    kind: isObject(extensions) ? textOf(extensions.code) : undefined,
  }));
}

/** The user errors of payloads, also of single results in a list, by their place in the input. */
function mendable({ selection, data }: Subject): Trouble[] {
  return [...places(selection.picks, data, { inLists: true })].flatMap(({ pick, value }) =>
    pick.type.name !== 'UserError'
      ? []
      : objectsIn(value).map((error) => {
          const code = textOf(valueOf(pick.picks, error, 'code'));
          const codeType = pick.picks.find(({ field }) => field.name === 'code')?.type;
          const field = valueOf(pick.picks, error, 'field');
          return {
            message: textOf(valueOf(pick.picks, error, 'message')) ?? 'Yêu cầu chưa nêu trường message của userErrors; hãy thêm để biết phải sửa gì.',
            where: Array.isArray(field) && field.length > 0 ? `input.${field.join('.')}` : undefined,
            kind: code && codeType && enumTerm(codeType, code),
          };
        }),
  );
}

/** Says what went wrong, at once to screen readers too; nothing if nothing did. */
export function Troubles({ exchange, subject }: { exchange: Exchange; subject?: Subject }) {
  const troubles = [...refusals(exchange), ...(subject ? mendable(subject) : [])];
  return (
    <div role="alert">
      {troubles.length > 0 && (
        <section className="thidua-troubles" aria-label="Điều cần sửa">
          <strong>{subject && refusals(exchange).length === 0 ? 'Chưa ghi gì; cần sửa:' : 'Máy chủ chưa làm được:'}</strong>
          <ul>
            {troubles.map(({ message, where, kind }, index) => (
              <li key={index}>
                {message}
                {(kind ?? where) && (
                  <small>
                    {' '}
                    {kind}
                    {kind && where && ' · '}
                    {where && (
                      <>
                        tại <code>{where}</code>
                      </>
                    )}
                  </small>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
