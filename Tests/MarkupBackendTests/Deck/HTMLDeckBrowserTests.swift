import Drawing
import Testing

@testable import MarkupBackend

@Suite(
  "HTML decks in a browser", .serialized,
  .enabled(if: Browser.program != nil, "needs Chromium"))
struct HTMLDeckBrowserTests {
  private let page = HTMLDeck(sampleDeck).render(fonts: nil)

  @Test("Keys lead from page to page, and no further than the first and the last")
  func keys() throws {
    let found = try Browser.run(
      """
      record('start', where());
      press('ArrowLeft'); record('before the start', where());
      press('ArrowRight'); record('right', where());
      press('ArrowDown'); record('down', where());
      press(' '); record('space', where());
      press('PageDown'); record('page down', where());
      press('End'); record('end', where());
      press('ArrowRight'); record('after the end', where());
      press('PageUp'); record('page up', where());
      press(' ', { shiftKey: true }); record('shift and space', where());
      press('ArrowUp'); record('up', where());
      press('ArrowRight', { altKey: true }); record('the browser’s own', where());
      press('x'); record('another key', where());
      press('Home'); record('home', where());
      """, in: page)
    #expect(
      found == [
        "start": "#1 1", "before the start": "#1 1", "right": "#2.1 2.1", "down": "#2.2 2.2",
        "space": "#2.3 2.3", "page down": "#3 3", "end": "#4 4", "after the end": "#4 4",
        "page up": "#3 3", "shift and space": "#2.3 2.3", "up": "#2.2 2.2",
        "the browser’s own": "#2.2 2.2", "another key": "#2.2 2.2", "home": "#1 1",
      ])
  }

  @Test("Typed numbers lead to slides and pages; what there is not leads nowhere")
  func numbers() throws {
    let found = try Browser.run(
      """
      const type = (text) => { for (const key of text) press(key); };
      const entry = document.querySelector('.entry');
      type('2'); record('typed', entry.textContent + ' ' + where());
      press('Enter'); record('a slide', where());
      type('2.3'); press('Enter'); record('a page', where());
      type('9'); press('Enter'); record('none', where() + entry.textContent);
      type('4'); press('Escape'); press('Enter'); record('left', where());
      type('31'); press('Backspace'); press('Enter'); record('corrected', where());
      type('4'); await pause(6000); press('Enter'); record('forgotten', where());
      """, in: page)
    #expect(
      found == [
        "typed": "2 #1 1", "a slide": "#2.1 2.1", "a page": "#2.3 2.3", "none": "#2.3 2.3",
        "left": "#2.3 2.3", "corrected": "#3 3", "forgotten": "#3 3",
      ])
  }

  @Test(
    "An address leads to a page",
    arguments: [("#2.2", "#2.2 2.2"), ("#2", "#2.1 2.1"), ("#%E0%A4%A", "#1 1")])
  func address(fragment: String, shown: String) throws {
    let found = try Browser.run(
      """
      record('shown', where());
      location.hash = '#9'; await pause(500); record('not there', shown());
      """, in: page, fragment: fragment)
    #expect(found == ["shown": shown, "not there": String(shown.split(separator: " ")[1])])
  }

  @Test("Links within the deck lead there, and Back leads back; others open beside it")
  func links() throws {
    let found = try Browser.run(
      """
      const links = [...document.querySelectorAll('.page.current svg a')];
      record('links', links.map((a) => `${a.getAttribute('href')} ${a.target.baseVal}`).join());
      record('role', document.querySelector('.page.current svg').getAttribute('role'));
      const click = (link) =>
        link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
      click(links[1]); record('across', where());
      history.back(); await pause(500); record('back', where());
      location.hash = '#4'; await pause(500); record('a new address', where());
      press('ArrowLeft');
      record('no link', document.querySelectorAll('.page.current svg a').length);
      """, in: page)
    #expect(
      found == [
        "links": "https://example.org/?a=1&b=2 _blank,#2.3 ,#3 ", "role": "group",
        "across": "#2.3 2.3", "back": "#1 1", "a new address": "#4 4", "no link": "0",
      ])
  }

  @Test("An overview shows all pages; arrows move over it, and a page is chosen or kept")
  func overview() throws {
    let found = try Browser.run(
      """
      const focused = () => document.activeElement.getAttribute('href');
      press('ArrowRight'); press('o');
      record('open', `${document.querySelectorAll('.page:not(.current)').length} ${focused()}`);
      record('all shown', shown());
      press('ArrowRight'); record('right', focused());
      press('End'); record('end', focused());
      press('Home'); record('home', focused());
      press('ArrowDown'); record('down', focused() !== '#1' && focused() !== '#2.1');
      press('Escape'); record('kept', where());
      press('o'); press('End'); document.activeElement.click(); record('chosen', where());
      press('o'); press('2'); press('Enter'); record('typed', where());
      """, in: page)
    #expect(
      found == [
        "open": "5 #2.1", "all shown": "1 2.1 2.2 2.3 3 4", "right": "#2.2", "end": "#4",
        "home": "#1", "down": "true", "kept": "#2.1 2.1", "chosen": "#4 4", "typed": "#2.1 2.1",
      ])
  }

  @Test("A black screen shows nothing until the next key, and keys are explained")
  func blackAndHelp() throws {
    let found = try Browser.run(
      """
      press('b'); record('black', where());
      press('b'); record('again', where());
      press('.'); press('ArrowRight'); record('goes on', where());
      press('?'); record('help', document.querySelector('.help').open);
      press('ArrowRight'); record('not below the help', where());
      press('Escape'); record('closed', document.querySelector('.help').open);
      """, in: page)
    #expect(
      found == [
        "black": "#1 ", "again": "#1 1", "goes on": "#2.1 2.1", "help": "true",
        "not below the help": "#2.1 2.1", "closed": "false",
      ])
  }

  @Test("A voice is told what is shown, and pictures keep their descriptions")
  func voices() throws {
    let found = try Browser.run(
      """
      const caption = document.querySelector('.caption');
      record('live', caption.ariaLive);
      press('End'); record('caption', caption.textContent);
      const picture = document.querySelector('.page.current svg');
      record('name', picture.ariaLabel);
      record('description',
        document.getElementById(picture.getAttribute('aria-describedby')).textContent);
      record('tone', document.documentElement.dataset.tone);
      record('paper', getComputedStyle(document.body).backgroundColor);
      record('buttons',
        [...document.querySelectorAll('.controls button')].every((button) => button.ariaLabel));
      """, in: page)
    #expect(
      found == [
        "live": "polite", "caption": "Slide 4: Night. Page 1 of Night.", "name": "Night",
        "description": "Page 1 of Night.", "tone": "dark", "paper": "rgb(15, 20, 32)",
        "buttons": "true",
      ])
  }

  @Test("Buttons do what their keys do, and know the ends")
  func buttons() throws {
    let found = try Browser.run(
      """
      const button = (name) => document.querySelector(`[data-action="${name}"]`);
      const next = button('next');
      record('first', button('previous').ariaDisabled + next.ariaDisabled);
      next.click(); record('next', where());
      button('previous').click(); record('previous', where());
      next.focus(); press(' '); record('space presses the button', where());
      press('End'); record('last', button('previous').ariaDisabled + next.ariaDisabled);
      record('position', document.querySelector('.position').textContent);
      button('overview').click(); record('overview', shown());
      """, in: page)
    #expect(
      found == [
        "first": "truefalse", "next": "#2.1 2.1", "previous": "#1 1",
        "space presses the button": "#1 1", "last": "falsetrue", "position": "4 / 4",
        "overview": "1 2.1 2.2 2.3 3 4",
      ])
  }

  @Test("Fingers swipe, and tap at the edges")
  func touch() throws {
    let found = try Browser.run(
      """
      const main = document.querySelector('main');
      const swipe = (from, to) => {
        const touch = ([clientX, clientY]) =>
          new Touch({ identifier: 1, target: main, clientX, clientY });
        const send = (type, touches, changedTouches) => main.dispatchEvent(
          new TouchEvent(type, { touches, changedTouches, bubbles: true, cancelable: true }));
        send('touchstart', [touch(from)], [touch(from)]);
        send('touchend', [], [touch(to)]);
      };
      const width = innerWidth;
      swipe([500, 300], [300, 320]); record('left', where());
      swipe([500, 300], [300, 320]); record('left again', where());
      swipe([300, 300], [500, 300]); record('right', where());
      swipe([500, 100], [540, 400]); record('down', where());
      swipe([width - 20, 300], [width - 20, 300]); record('at the right', where());
      swipe([20, 300], [20, 300]); record('at the left', where());
      swipe([width / 2, 300], [width / 2, 300]); record('in the middle', where());
      """, in: page)
    #expect(
      found == [
        "left": "#2.1 2.1", "left again": "#2.2 2.2", "right": "#2.1 2.1", "down": "#2.1 2.1",
        "at the right": "#2.2 2.2", "at the left": "#2.1 2.1", "in the middle": "#2.1 2.1",
      ])
  }

  @Test(
    "A picture is as large as the window lets it be, and nothing is outside the window",
    arguments: [(1280, 720), (1920, 1080), (600, 900)])
  func sizes(width: Int, height: Int) throws {
    let found = try Browser.run(
      """
      const box = (name) => document.querySelector(name).getBoundingClientRect();
      const [picture, caption, controls] = ['.current svg', '.caption', '.controls'].map(box);
      const isUpright = innerHeight > innerWidth;
      record('fills', isUpright
        ? picture.width === innerWidth
        : picture.width === innerWidth && picture.height === innerHeight);
      record('scrolls', document.documentElement.scrollWidth > innerWidth);
      record('inside', controls.right <= innerWidth && controls.bottom <= innerHeight);
      record('apart', !isUpright
        || (picture.bottom <= caption.top && caption.bottom <= controls.top));
      """, in: page, size: (width, height))
    #expect(found == ["fills": "true", "scrolls": "false", "inside": "true", "apart": "true"])
  }
}
