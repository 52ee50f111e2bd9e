/** The table of keys. The build puts it in the place of GraphiQL's own, so that its dialog tells what is true of this page. */
import { useEffect } from 'react';

import { chords, deskKeys, editorKeys, pageKeys, type Key } from './chords.ts';

type Group = { name: string; keys: readonly Key[] };

/** Two columns, which a small screen shows whole. */
const columns: readonly (readonly Group[])[] = [
  [
    { name: 'Đi lại', keys: chords },
    { name: 'Cả trang', keys: pageKeys },
    { name: 'Trong danh sách việc', keys: deskKeys },
  ],
  [{ name: 'Trong ô soạn', keys: editorKeys }],
];

export function ShortKeys() {
  // GraphiQL's dialog gives the keys back to nobody when it closes. This runs before the dialog takes them.
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      setTimeout(() => before instanceof HTMLElement && before.focus());
    };
  }, []);

  return (
    <div className="thidua-keys">
      {columns.map((groups, column) => (
        <div key={column}>
          {groups.map((group) => (
            <Table key={group.name} {...group} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Table({ name, keys }: Group) {
  return (
    <table>
      <caption>{name}</caption>
      <tbody>
        {keys.map((key) => (
          <tr key={key.does}>
            <th scope="row">
              <kbd>{key.keys}</kbd>
            </th>
            <td>{key.does}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
