package io.redissentinel.sentinelctl.drill.report;

import java.util.Locale;

/** A drawing, as SVG that stands in an HTML page. Colours come from the page, by class. */
final class Svg {
  private final StringBuilder body = new StringBuilder();
  private final double width;
  private final double height;
  private final String title;

  /** How a text stands to its place. */
  enum Anchor {
    start,
    middle,
    end
  }

  /**
   * An empty drawing.
   *
   * @param title for those who do not see it
   */
  Svg(double width, double height, String title) {
    this.width = width;
    this.height = height;
    this.title = title;
  }

  Svg line(String style, double x1, double y1, double x2, double y2) {
    return add(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>", style, x1, y1, x2, y2);
  }

  /** A rectangle; the tip shows where the mouse rests. */
  Svg rectangle(String style, double x, double y, double w, double h, String tip) {
    return add(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"><title>%s</title></rect>",
        style, x, y, w, h, tip);
  }

  /** A dot; the tip shows where the mouse rests. */
  Svg dot(String style, double x, double y, double radius, String tip) {
    return add(
        "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"><title>%s</title></circle>",
        style, x, y, radius, tip);
  }

  Svg text(String style, Anchor anchor, double x, double y, String text) {
    return add(
        "<text class=\"%s\" text-anchor=\"%s\" x=\"%s\" y=\"%s\">%s</text>",
        style, anchor.name(), x, y, text);
  }

  /** Vertical strokes, all in one element: x, from y, to y each. */
  Svg strokes(String style, Iterable<double[]> strokes) {
    StringBuilder path = new StringBuilder();
    for (double[] stroke : strokes) {
      path.append('M').append(number(stroke[0])).append(' ').append(number(stroke[1]));
      path.append('V').append(number(stroke[2]));
    }
    return path.isEmpty() ? this : add("<path class=\"%s\" d=\"%s\"/>", style, path);
  }

  private Svg add(String form, Object... values) {
    Object[] safe = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      safe[i] = values[i] instanceof Double number ? number(number) : escaped(values[i].toString());
    }
    body.append(form.formatted(safe)).append('\n');
    return this;
  }

  /** To a tenth of a pixel, without what is not needed. */
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  @Override
  public String toString() {
    return "<svg viewBox=\"0 0 %s %s\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\"><title>%s</title>\n%s</svg>"
        .formatted(number(width), number(height), escaped(title), body);
  }
}
