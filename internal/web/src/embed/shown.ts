/** What the server says that an embed shows: the contract of /embed/v1/. */

/** A part of a text: an element with its attributes and children, or words. */
export type Node = string | [element: string, attributes: Record<string, string>, ...children: Node[]];

export type Picture = { url: string; alt: string; width?: number; height?: number };

export type Item = { url: string; title: string; text?: string; note?: string; at?: string; picture?: Picture };

export type Article = {
  title: string;
  lead?: string;
  byline?: string;
  language: string;
  publishedAt: string;
  corrections?: { at: string; notice: string }[];
  cover?: Picture;
  body: Node[];
};

export type Shown = {
  heading: string;
  link: string;
  credit: string;
  licence?: { text: string; url?: string };
  items?: Item[];
  article?: Article;
  withdrawn?: { at: string; notice?: string };
};

/** Why there is nothing to show. */
export type Refusal = { code: string; message: string };
