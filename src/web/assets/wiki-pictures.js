// Pictures and files that are pasted, dropped or chosen are sent at once, and named where the cursor stands.
import { area, form, put } from './wiki-write.js';

const words = document.getElementById('wiki-tools').dataset;
const told = document.getElementById('wiki-kept');
const tell = (text, name) => {
  told.textContent = text.replace('%', () => name);
};

/** What was sent for a page that is not made yet, by name: two of them cannot be called alike. */
const waiting = new Set();

const two = (n) => String(n).padStart(2, '0');
const pastedName = (type) => {
  const now = new Date();
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('');
  const time = [two(now.getHours()), two(now.getMinutes()), two(now.getSeconds())].join('');
  return `gambar-${day}-${time}.${type.split('/')[1] === 'jpeg' ? 'jpg' : (type.split('/')[1] ?? 'png')}`;
};

/** A name that can stand in an address, and that nothing else of this form has. */
const nameOf = (file, pasted) => {
  const plain = pasted ? pastedName(file.type) : file.name.replace(/[/\\:?#%[\]()<>|"]+/g, '-');
  const [, base, ending = ''] = /^(.+?)(\.[^.]*)?$/.exec(plain) ?? [null, 'berkas'];
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? plain : `${base}-${n}${ending}`;
    if (!waiting.has(name.toLowerCase())) return name;
  }
};

const send = async (file, name) => {
  const body = new FormData();
  // The fields that say who sends come first.
  body.append('form_proof', form.elements.form_proof.value);
  body.append('file', file, name);
  const answer = await fetch(words.files, { method: 'POST', body, headers: { accept: 'application/json' } }).catch(() => null);
  return answer && !answer.redirected ? await answer.json().catch(() => null) : null;
};

const attach = async (files, pasted) => {
  for (const [n, file] of files.entries()) {
    const name = nameOf(file, pasted);
    tell(words.sending, name);
    const sent = await send(file, name);
    if (!sent?.name) {
      told.textContent = sent?.fault ? `${name}: ${sent.fault}` : words.notSent.replace('%', () => name);
      continue;
    }
    if (sent.upload) {
      waiting.add(sent.name.toLowerCase());
      form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'files', value: sent.upload }));
    }
    const label = sent.picture ? words.alt : sent.name;
    const from = area.selectionStart;
    const last = n === files.length - 1;
    put(`${sent.picture ? '!' : ''}[${label}](${encodeURI(sent.name)})${last ? '' : '\n'}`);
    // What the picture shows is the next thing to be written.
    if (sent.picture && last) area.setSelectionRange(from + 2, from + 2 + label.length);
    told.textContent = sent.said;
  }
};

area.addEventListener('paste', (event) => {
  const { files, types } = event.clipboardData ?? {};
  // What office programs copy brings a picture of itself along: then the text is meant.
  if (!files?.length || types.includes('text/plain')) return;
  event.preventDefault();
  attach([...files], true);
});
area.addEventListener('dragover', (event) => {
  if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
});
area.addEventListener('drop', (event) => {
  if (!event.dataTransfer?.files.length) return;
  event.preventDefault();
  attach([...event.dataTransfer.files], false);
});

const chooser = Object.assign(document.createElement('input'), { type: 'file', multiple: true, hidden: true });
chooser.addEventListener('change', () => {
  attach([...chooser.files], false);
  chooser.value = '';
});

/** Asks for files on this computer. */
export const choosePicture = () => chooser.click();
