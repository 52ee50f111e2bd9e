/** Where the API is: what the page's head says, so that one build serves any office. */
const named = document.querySelector<HTMLMetaElement>('meta[name=thidua-server]')?.content;

export const server = (named || location.origin).replace(/\/$/, '');
