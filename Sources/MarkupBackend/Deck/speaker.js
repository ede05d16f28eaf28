// The speaker's window: this page, the next one, the notes, and the time since it was opened.
//
// It is an empty window of the deck's own, filled from here, so that it works from a file too.
const makeSpeaker = ({ pages, at, position, onKey, onLink }) => ({
  view: null,
  start: 0,
  timer: 0,

  get isOpen() {
    return Boolean(this.view) && !this.view.closed;
  },

  get elapsed() {
    return performance.now() - this.start;
  },

  open() {
    if (this.isOpen) this.view.focus();
    else this.fill(window.open('', 'convlens-speaker', 'popup,width=1100,height=760'));
  },

  /** Makes a window the speaker's; `elapsed` is what its time starts from, in milliseconds. */
  fill(view, elapsed = 0) {
    if (!view) return;
    const template = document.querySelector('.speaker-template');
    const page = view.document;
    page.documentElement.lang = document.documentElement.lang;
    page.head.replaceChildren(page.importNode(document.querySelector('style'), true));
    page.title = template.dataset.title;
    page.body.className = `${document.body.className} speaker`;
    page.body.replaceChildren(
      page.importNode(document.querySelector('.parts'), true),
      page.importNode(template.content, true));
    page.querySelector('.restart').onclick = () => this.restart();
    page.onkeydown = onKey;
    page.onclick = onLink;
    this.view = view;
    this.restart(elapsed);
    clearInterval(this.timer);
    this.timer = setInterval(() => this.tick(), 250);
    this.update();
  },

  restart(elapsed = 0) {
    this.start = performance.now() - elapsed;
    this.tick();
  },

  tick() {
    if (!this.isOpen) {
      clearInterval(this.timer);
      return;
    }
    const seconds = Math.floor(this.elapsed / 1000);
    const two = (number) => String(number).padStart(2, '0');
    const parts = [two(Math.floor(seconds / 60) % 60), two(seconds % 60)];
    const hours = Math.floor(seconds / 3600);
    this.view.document.querySelector('.elapsed').textContent =
      (hours > 0 ? [hours, ...parts] : parts).join(':');
  },

  /** Shows where the deck is now. */
  update() {
    if (!this.isOpen) return;
    const page = this.view.document;
    const current = at();
    const next = current + 1;
    const picture = (index) =>
      index in pages ? [page.importNode(pages[index].querySelector('svg'), true)] : [];
    page.querySelector('.position').textContent = position();
    page.querySelector('.now').replaceChildren(...picture(current));
    page.querySelector('.coming').replaceChildren(...picture(next));
    page.querySelector('.end').hidden = next in pages;
    const notes = pages[current].closest('.slide').querySelector('.notes');
    page.querySelector('.none').hidden = Boolean(notes);
    page.querySelector('.spoken').replaceChildren(
      ...(notes ? page.importNode(notes, true).children : []));
    page.querySelector('.notes').scrollTop = 0;
  },
});
