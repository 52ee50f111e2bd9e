/** Where a file is chosen or dropped. The variables get its token; the file stays in the page until it is sent. */
import { useEffect, useState, type DragEvent } from 'react';

import { fileOf, hold } from '../upload.ts';
import type { Control } from './scalar.tsx';
import { valueOf } from './variables.ts';

/** Up to this size a picture is shown: it is drawn from a copy in the page's memory. */
const shownBytes = 2 << 20;

const units = ['byte', 'KB', 'MB', 'GB'];

/** A size as people say it. */
function sizeOf(bytes: number): string {
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log(bytes) / Math.log(1024)));
  return `${new Intl.NumberFormat('vi', { maximumFractionDigits: 1 }).format(bytes / 1024 ** power)} ${units[power]}`;
}

/** A picture's data as an address that the page's policy lets it show. */
function usePicture(file: File | undefined): string | undefined {
  const [picture, setPicture] = useState<{ of: File; url: string }>();
  useEffect(() => {
    if (!file || !/^image\/(png|jpeg|webp|gif)$/.test(file.type) || file.size > shownBytes) return;
    const reader = new FileReader();
    reader.onload = () => setPicture({ of: file, url: String(reader.result) });
    reader.readAsDataURL(file);
    return () => reader.abort();
  }, [file]);
  return picture && picture.of === file ? picture.url : undefined;
}

/** A field for one file. */
export function FileChoice({ node, attributes, set, clear }: Control) {
  const [isOver, setOver] = useState(false);
  const file = fileOf(valueOf(node));
  const picture = usePicture(file);
  const take = (files: FileList | null) => {
    const [first] = files ?? [];
    if (first) set(JSON.stringify(hold(first)));
  };
  const drag = (over: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(over);
  };
  return (
    <div
      className="thidua-file"
      data-over={isOver || undefined}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        take(event.dataTransfer.files);
      }}
    >
      {picture && <img src={picture} alt="" />}
      {file && (
        <span>
          {file.name} <small>({sizeOf(file.size)})</small>
        </span>
      )}
      <span className="thidua-pick">
        <input
          {...attributes}
          type="file"
          onChange={(event) => {
            take(event.target.files);
            event.target.value = ''; // the same file may be chosen again after it was changed
          }}
        />
        <label htmlFor={attributes.id}>{file ? 'Chọn tệp khác…' : 'Chọn tệp…'}</label>
      </span>
      {file ? (
        <button type="button" onClick={clear}>
          Bỏ tệp
        </button>
      ) : (
        <small>hoặc kéo tệp vào đây</small>
      )}
    </div>
  );
}
