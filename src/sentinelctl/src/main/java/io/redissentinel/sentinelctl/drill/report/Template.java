package io.redissentinel.sentinelctl.drill.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A strict template for HTML: a variable that nobody gave is an error, and so is one that was given
 * and is not used. Values are escaped, but for those in three braces.
 */
final class Template {
  private static final Mustache.Compiler COMPILER =
      Mustache.compiler().escapeHTML(true).strictSections(true);

  private final com.samskivert.mustache.Template compiled;

  Template(String text) {
    this.compiled = COMPILER.compile(text);
  }

  /**
   * Renders it.
   *
   * @throws IllegalArgumentException if a variable is missing or unused; the message names it
   */
  String render(Map<String, ?> variables) {
    Set<String> unused = new TreeSet<>(variables.keySet());
    unused.removeAll(used());
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException("the template does not use " + unused);
    }
    try {
      return compiled.execute(variables);
    } catch (MustacheException e) {
      throw new IllegalArgumentException("the template: " + e.getMessage(), e);
    }
  }

  private Set<String> used() {
    Set<String> names = new TreeSet<>();
    compiled.visit(
        new Mustache.Visitor() {
          @Override
          public void visitText(String text) {}

          @Override
          public void visitVariable(String variable) {
            names.add(variable);
          }

          @Override
          public boolean visitInclude(String include) {
            return true;
          }

          @Override
          public boolean visitSection(String section) {
            names.add(section);
            return true;
          }

          @Override
          public boolean visitInvertedSection(String section) {
            names.add(section);
            return true;
          }
        });
    return names;
  }
}
