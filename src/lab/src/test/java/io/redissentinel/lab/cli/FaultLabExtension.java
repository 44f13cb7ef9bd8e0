package io.redissentinel.lab.cli;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives test classes the {@link FaultLab}, which JUnit closes when all have run. */
final class FaultLabExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(FaultLabExtension.class);

  /** Not in the first row, whose time limit it would use up. */
  @Override
  public void beforeAll(ExtensionContext context) {
    lab(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    lab(context).makeWhole();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == FaultLab.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return lab(context);
  }

  private static FaultLab lab(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(FaultLab.class, type -> FaultLab.up(), FaultLab.class);
  }
}
