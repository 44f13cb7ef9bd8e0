package io.redissentinel.bootstrap;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A strict template: a variable that the template uses and nobody gave is an error, and so is one
 * that was given and the template does not use. Values go in as they are, without escaping.
 */
final class Template {
  private static final Mustache.Compiler COMPILER =
      Mustache.compiler().escapeHTML(false).strictSections(true);

  private final String name;
  private final com.samskivert.mustache.Template compiled;

  private Template(String name, com.samskivert.mustache.Template compiled) {
    this.name = name;
    this.compiled = compiled;
  }

  /** Reads the template {@code templates/NAME} from this package's resources. */
  static Template named(String name) {
    return of(name, Resources.text("templates/" + name));
  }

  static Template of(String name, String text) {
    return new Template(name, COMPILER.compile(text));
  }

  /**
   * Renders the template.
   *
   * @throws IllegalArgumentException if a variable is missing or unused; the message names it
   */
  String render(Map<String, ?> variables) {
    Set<String> unused = new TreeSet<>(variables.keySet());
    unused.removeAll(used());
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException("template %s: does not use %s".formatted(name, unused));
    }
    try {
      return compiled.execute(variables);
    } catch (MustacheException e) {
      throw new IllegalArgumentException("template %s: %s".formatted(name, e.getMessage()), e);
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
