// For trying only: takes the partner's ID and the server from the address of the page. A real page needs none of this.
const asked = new URLSearchParams(location.search);
const server = asked.get('server') ?? 'http://127.0.0.1:8080';
const partner = asked.get('partner') ?? '';

const policy = window.trustedTypes?.createPolicy('partner', { createScriptURL: (address) => address });
const script = document.createElement('script');
const address = `${server}/embed/v1/thidua.js`;
script.src = policy ? policy.createScriptURL(address) : address;
script.dataset.partner = partner;
script.crossOrigin = 'anonymous';
document.head.append(script);

for (const frame of document.querySelectorAll('iframe[data-embed]')) {
  frame.src = `${server}/embed/v1/${frame.dataset.embed}&partner=${encodeURIComponent(partner)}`;
}
