// Shows one page of the deck at a time. All words are in the document; this only moves them.
(() => {
  const root = document.documentElement;
  const find = (selector) => document.querySelector(selector);
  const pages = [...document.querySelectorAll('.page')];
  const [main, caption, progress, controls, entry, help] = [
    'main', '.caption', '.progress', '.controls', '.entry', '.help',
  ].map(find);
  let current = -1;
  const speaker = makeSpeaker({ pages, at: () => current, position, onKey, onLink });

  // Pages

    /** The page's label, and the last slide's number. */
  function position() {
    return `${pages[current].id} / ${pages.at(-1).id.replace(/\..*/, '')}`;
  }

  /** The page with a label; with a slide's number, the first of its pages; -1 without any. */
  function indexOf(wanted) {
    const exact = pages.findIndex((page) => page.id === wanted);
    return exact >= 0 ? exact : pages.findIndex((page) => page.id.startsWith(`${wanted}.`));
  }

  const indexInAddress = () => {
    try {
      return indexOf(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return -1;
    }
  };

  function show(index) {
    const target = Math.min(Math.max(index, 0), pages.length - 1);
    if (target === current) return;
    if (current >= 0) pages[current].classList.remove('current');
    current = target;
    const page = pages[current];
    page.classList.add('current');
    root.style.setProperty('--paper', page.style.getPropertyValue('--paper'));
    root.dataset.tone = page.dataset.tone;
    progress.style.setProperty('--done', (current + 1) / pages.length);
    find('.position').textContent = position();
    button('previous').setAttribute('aria-disabled', current === 0);
    button('next').setAttribute('aria-disabled', current === pages.length - 1);
    caption.textContent = page.querySelector('.cover').getAttribute('aria-label');
    const description = page.querySelector('desc').textContent;
    if (description) caption.textContent += `. ${description}`;
    caption.scrollTop = 0;
    if (location.hash !== `#${page.id}`) history.replaceState(null, '', `#${page.id}`);
    speaker.update();
  }

  // Overview

  const isOverview = () => root.classList.contains('overview');
  const cover = (index) => pages[index].querySelector('.cover');

  function openOverview() {
    root.classList.add('overview');
    cover(current).focus();
    cover(current).scrollIntoView({ block: 'center' });
  }

  function closeOverview(index = current) {
    root.classList.remove('overview');
    document.activeElement.blur();
    show(index);
  }

  /** Moves the focus to another page, over columns and rows. */
  function moveInOverview(columns, rows) {
    const top = pages[0].offsetTop;
    const wrap = pages.findIndex((page) => page.offsetTop > top);
    const width = wrap < 0 ? pages.length : wrap;
    const from = pages.findIndex((page) => page.contains(document.activeElement));
    const target = (from < 0 ? current : from) + columns + rows * width;
    if (target in pages) cover(target).focus();
  }

  // The number of a slide, typed digit by digit

  function type(text) {
    entry.textContent = text;
    clearTimeout(type.timer);
    if (text) type.timer = setTimeout(() => type(''), 5000);
  }

  function goToTyped() {
    const index = indexOf(entry.textContent.replace(/\.$/, ''));
    type('');
    if (index < 0) return;
    if (isOverview()) closeOverview(index);
    else show(index);
  }

  // What can be asked for, by keys and buttons

  const actions = {
    next: () => (isOverview() ? moveInOverview(1, 0) : show(current + 1)),
    previous: () => (isOverview() ? moveInOverview(-1, 0) : show(current - 1)),
    down: () => (isOverview() ? moveInOverview(0, 1) : show(current + 1)),
    up: () => (isOverview() ? moveInOverview(0, -1) : show(current - 1)),
    first: () => (isOverview() ? cover(0).focus() : show(0)),
    last: () => (isOverview() ? cover(pages.length - 1).focus() : show(pages.length - 1)),
    overview: () => (isOverview() ? closeOverview() : openOverview()),
    notes: () => speaker.open(),
    black: () => root.classList.toggle('black'),
    help: () => help.showModal(),
    'full-screen': () => {
      // A browser may refuse, and then there is nothing to do.
      if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
      else root.requestFullscreen?.().catch(() => {});
    },
    leave: () => {
      if (entry.textContent) type('');
      else if (isOverview()) closeOverview();
    },
  };

  const keys = {
    ArrowRight: 'next', ArrowLeft: 'previous', ArrowDown: 'down', ArrowUp: 'up',
    PageDown: 'next', PageUp: 'previous', Home: 'first', End: 'last', Escape: 'leave',
    f: 'full-screen', n: 'notes', o: 'overview', b: 'black', '.': 'black', '?': 'help',
  };

  function actionOf(event) {
    if (event.key === ' ') return event.shiftKey ? 'previous' : 'next';
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    return Object.hasOwn(keys, key) ? keys[key] : null;
  }

  /** Whether the key belongs to what has the focus: a button or a link that it presses. */
  function isTaken(event) {
    const press = event.key === 'Enter' || event.key === ' ';
    return press && !entry.textContent && Boolean(event.target.closest?.('a, button'));
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (help.open) {
      if (event.key !== '?' && event.key !== 'Escape') return;
      help.close();
    } else if (isTaken(event)) {
      return;
    } else if (/^\d$/.test(event.key) || (event.key === '.' && entry.textContent)) {
      type(entry.textContent + event.key);
    } else if (event.key === 'Backspace' && entry.textContent) {
      type(entry.textContent.slice(0, -1));
    } else if (event.key === 'Enter' && entry.textContent) {
      goToTyped();
    } else {
      const action = actionOf(event);
      if (!action) return;
      const wasBlack = root.classList.contains('black');
      if (wasBlack && action !== 'black') root.classList.remove('black');
      if (action !== 'leave') type('');
      actions[action]();
    }
    event.preventDefault();
  }

  const button = (action) => controls.querySelector(`[data-action="${action}"]`);

  /** Follows a link to a page of the deck, also from the speaker's window. */
  function onLink(event) {
    const target = event.target.closest?.('a')?.getAttribute('href');
    if (!target?.startsWith('#')) return;
    event.preventDefault();
    const index = indexOf(target.slice(1));
    if (index < 0) return;
    if (isOverview()) {
      closeOverview(index);
    } else if (index !== current) {
      // The browser's Back leads back to where the link was.
      history.pushState(null, '', target);
      show(index);
    }
  }

  controls.addEventListener('click', (event) => {
    const pressed = event.target.closest('button');
    if (!pressed) return;
    actions[pressed.dataset.action]();
    // After a click, keys are for the pages again.
    if (event.detail > 0) pressed.blur();
  });

  // Touch: swipes, and taps at the edges

  let touch = null;
  main.addEventListener('touchstart', (event) => {
    const isZoomed = (window.visualViewport?.scale ?? 1) > 1.05;
    touch = event.touches.length === 1 && !isZoomed ? event.touches[0] : null;
  }, { passive: true });
  main.addEventListener('touchend', (event) => {
    if (!touch || isOverview()) return;
    const end = event.changedTouches[0];
    const [x, y] = [end.clientX - touch.clientX, end.clientY - touch.clientY];
    touch = null;
    if (Math.abs(x) > 40 && Math.abs(x) > 1.5 * Math.abs(y)) {
      actions[x < 0 ? 'next' : 'previous']();
    } else if (Math.hypot(x, y) < 10 && !event.target.closest('a')) {
      const place = end.clientX / window.innerWidth;
      if (place > 0.75) actions.next();
      else if (place < 0.25) actions.previous();
      else activate();
    }
  });

  let idle = 0;
  function activate() {
    root.classList.add('active');
    clearTimeout(idle);
    idle = setTimeout(() => root.classList.remove('active'), 2500);
  }

  // Beginning

  for (const picture of document.querySelectorAll('.page > svg')) {
    // A title inside a picture would pop up under the pointer.
    const title = picture.querySelector('title');
    picture.setAttribute('aria-label', title.textContent);
    picture.setAttribute('aria-describedby', picture.querySelector('desc').id);
    picture.removeAttribute('aria-labelledby');
    title.remove();
  }
  root.classList.add('live');
  document.addEventListener('keydown', onKey);
  document.addEventListener('click', onLink);
  document.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'mouse') activate();
  });
  window.addEventListener('hashchange', () => {
    const index = indexInAddress();
    if (index >= 0) show(index);
  });
  window.addEventListener('popstate', () => {
    const index = indexInAddress();
    if (index >= 0) show(index);
  });
  window.addEventListener('pagehide', (event) => {
    if (!event.persisted && !document.body.dataset.stamp && speaker.isOpen) speaker.view.close();
  });
  show(Math.max(indexInAddress(), 0));
  if (document.body.dataset.stamp) watch(document.body.dataset, speaker);
})();
