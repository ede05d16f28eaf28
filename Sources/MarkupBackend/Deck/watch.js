// Reloads the deck, where it is, when the file next to it tells of another version.
//
// The file is a script, as that is what a page may load from next to itself, also from a disk. It
// calls `convlensStamp` with the newest version.
const watch = ({ stamp, version }, speaker) => {
  /** What the window keeps over a reload; nothing where the browser keeps nothing. */
  const kept = (key, value) => {
    try {
      if (value !== undefined) sessionStorage.setItem(`convlens-${key}`, value);
      return sessionStorage.getItem(`convlens-${key}`);
    } catch {
      return null;
    }
  };

  window.convlensStamp = (newest) => {
    // Once for a version: where the deck itself stays behind, this must not go on and on.
    if (newest === version || newest === kept('version')) return;
    kept('version', newest);
    kept('elapsed', speaker.isOpen ? speaker.elapsed : '');
    location.reload();
  };

  const elapsed = kept('elapsed');
  kept('elapsed', '');
  if (elapsed) {
    try {
      speaker.fill(window.open('', 'convlens-speaker'), Number(elapsed));
    } catch {
      // The browser takes the window for another page's; the key opens a new one.
    }
  }

  let count = 0;
  setInterval(() => {
    const script = document.createElement('script');
    count += 1;
    script.src = `${stamp}?${count}`;
    script.onload = () => script.remove();
    script.onerror = script.onload;
    document.head.append(script);
  }, 1000);
};
