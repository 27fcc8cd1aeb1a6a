// Comfort only: the form saves and shows a preview without any of these.
import './wiki-tools.js';
import './wiki-lines.js';
import './wiki-drafts.js';
import './wiki-pictures.js';
