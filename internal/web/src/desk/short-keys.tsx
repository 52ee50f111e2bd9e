/** The table of keys. The build puts it in the place of GraphiQL's own, so that its dialog tells what is true of this page. */
import { useEffect } from 'react';

import { chords, deskKeys, editorKeys, pageKeys, type Key } from './chords.ts';

const groups: readonly { name: string; keys: readonly Key[] }[] = [
  { name: 'Đi lại', keys: chords },
  { name: 'Cả trang', keys: pageKeys },
  { name: 'Trong danh sách việc', keys: deskKeys },
  { name: 'Trong ô soạn', keys: editorKeys },
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
      {groups.map(({ name, keys }) => (
        <table key={name}>
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
      ))}
    </div>
  );
}
