// Colours as they are seen on the page. The function runs in the page, so everything it needs stands inside.

/** What tells colours apart: any colour of CSS as numbers, what lies behind an element, and contrast as WCAG 2.2 defines it. */
export function colours() {
  const brush = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });

  /** Any colour of CSS as red, green, blue, alpha. */
  function rgba(color) {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = color;
    brush.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  }
  const over = ([r, g, b, a], [r2, g2, b2]) => [r * a + r2 * (1 - a), g * a + g2 * (1 - a), b * a + b2 * (1 - a), 1];

  function ancestors(element) {
    const list = [];
    for (let at = element; at; at = at.parentElement) list.push(at);
    return list;
  }
  /** What is seen behind a text, and how opaque the text itself is. */
  function ground(element) {
    let behind = [255, 255, 255, 1];
    let opacity = 1;
    for (const at of ancestors(element).reverse()) {
      const style = getComputedStyle(at);
      if (at.matches(':modal')) opacity = 1;
      opacity *= Number(style.opacity);
      const [r, g, b, a] = rgba(style.backgroundColor);
      behind = over([r, g, b, a * opacity], behind);
    }
    return { behind, opacity };
  }
  function luminance([r, g, b]) {
    const linear = [r, g, b].map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  }
  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }
  const textWidth = (text, font) => {
    brush.font = font;
    return brush.measureText(text).width;
  };
  return { rgba, over, ancestors, ground, contrast, textWidth };
}

/** Calls a function in the page with the colours and what else it needs. */
export const inPage = (page, what, given) => page.evaluate(`(${what})((${colours})(), ${JSON.stringify(given)})`);
