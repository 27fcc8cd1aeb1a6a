// Passkeys: the one thing that a browser cannot do without a script. The buttons stay hidden where it is not possible.
const post = async (path, body) => {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
};
const get = async (path) => {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
};

const possible =
  window.PublicKeyCredential?.parseRequestOptionsFromJSON !== undefined &&
  window.PublicKeyCredential?.parseCreationOptionsFromJSON !== undefined;

const wire = (selector, work) => {
  const button = document.querySelector(selector);
  if (!button || !possible) return;
  button.closest('[data-passkey]').hidden = false;
  const complaint = document.querySelector(`${selector}-fault`);
  button.addEventListener('click', async () => {
    button.disabled = true;
    complaint.hidden = true;
    try {
      await work(button);
    } catch (error) {
      complaint.hidden = error?.name === 'AbortError';
    } finally {
      button.disabled = false;
    }
  });
};

wire('#passkey-sign-in', async (button) => {
  const options = await get('/auth/passkey/generate-authenticate-options');
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = await navigator.credentials.get({ publicKey });
  await post('/auth/passkey/verify-authentication', { response: credential.toJSON() });
  window.location.assign(button.dataset.next || '/');
});

wire('#passkey-add', async (button) => {
  const name = document.querySelector('#f-passkey_name')?.value.trim() ?? '';
  const options = await get(`/auth/passkey/generate-register-options${name ? `?name=${encodeURIComponent(name)}` : ''}`);
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const credential = await navigator.credentials.create({ publicKey });
  await post('/auth/passkey/verify-registration', { response: credential.toJSON(), ...(name ? { name } : {}) });
  window.location.assign(button.dataset.next || window.location.href);
});
