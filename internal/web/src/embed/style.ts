/** The look of an embed, which pages change by custom properties. It is set by script, so a page's policy for styles does not matter. */
export const style = `
:host { display: block; color-scheme: light dark;
  --ink: var(--thidua-color, light-dark(#1c1c1c, #ececec)); --paper: var(--thidua-background, light-dark(#fff, #1b1b1b));
  --soft: var(--thidua-muted, light-dark(#595959, #b3b3b3)); --line: var(--thidua-border, light-dark(#d5d5d5, #474747));
  --accent: var(--thidua-accent, light-dark(#0b5394, #8fc1f2));
  font: var(--thidua-font, 1rem/1.5 system-ui, sans-serif); color: var(--ink); background: var(--paper);
  border: 1px solid var(--line); border-radius: var(--thidua-radius, .5rem); padding: var(--thidua-padding, .75rem 1rem); overflow-wrap: anywhere; }
:host([theme=light]) { color-scheme: light; }
:host([theme=dark]) { color-scheme: dark; }
:host([hidden]) { display: none; }
h2, h3, h4, h5, h6 { line-height: 1.3; margin: 0 0 .5rem; }
h2 { font-size: 1.3em; } h3 { font-size: 1.2em; } h4, h5, h6 { font-size: 1.05em; }
a { color: var(--accent); }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border: 1px solid var(--line); padding: .25rem .5rem; text-align: left; }
ul[role=list] { list-style: none; margin: 0; padding: 0; }
ul[role=list] > li { display: flex; gap: var(--thidua-gap, .75rem); padding: .6rem 0; border-top: 1px solid var(--line); }
ul[role=list] img { width: 7rem; align-self: flex-start; }
ul[role=list] p { margin: .15rem 0 0; }
.meta, footer, .state { color: var(--soft); font-size: .875em; }
.badge { font-size: .8em; border: 1px solid currentColor; border-radius: .25rem; padding: 0 .3rem; margin-left: .4rem; }
.note { border-left: .25rem solid var(--accent); padding-left: .6rem; }
.lead { font-weight: 600; }
footer { border-top: 1px solid var(--line); margin-top: .75rem; padding-top: .5rem; }
.bone { height: 1em; margin: .6em 0; border-radius: .25rem; background: var(--line); animation: breathe 1.6s ease-in-out infinite alternate; }
.bone:nth-child(2n) { width: 70%; }
@keyframes breathe { to { opacity: .4; } }
@media (prefers-reduced-motion: reduce) { .bone { animation: none; } }
`;
